import { putAuthentication, type AuthenticationSettings, type HashCosts } from '@holdover/api';
import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { FormActions } from '../../kit/form-actions.tsx';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { useToasts } from '../../kit/toasts.tsx';
import { useApply } from '../../kit/use-apply.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { RolloutCard } from '../OfflineLogin/rollout-card.tsx';
import {
  draftOf,
  PIN_FIELDS,
  reachesTerminals,
  sameDraft,
  settingsOf,
  standingOf,
  type AuthenticationDraft,
} from './authentication-draft.ts';
import { GuessRiskCard } from './guess-risk-card.tsx';
import { HashCostCard } from './hash-cost-card.tsx';
import { PinFields } from './pin-fields.tsx';

/** After the last key, in milliseconds. */
const PAUSE = 250;

type Saved = AuthenticationSettings & { readonly hashCost: HashCosts };

/** The PIN settings as a draft, and beside it what the draft would be worth. */
export function AuthenticationForm({ saved: { hashCost, ...saved } }: { saved: Saved }) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [checked, setChecked] = useState(false);
  const changed = !sameDraft(draft, draftOf(saved));
  const mayWrite = useMay()('settings:write');
  const overtaken = useFollowSaved(JSON.stringify(saved), changed, () => setDraft(draftOf(saved)));
  const settings = useMemo(() => settingsOf(draft), [draft]);
  const risk = useRiskOf(changed ? settings : null);
  const standing = settings === null || risk === undefined ? 'above' : standingOf(settings, saved, risk.pinFloor);
  const save = useSave((stored) => {
    setDraft(draftOf(stored));
    setChecked(false);
  });
  useFocusOnError(form, save.error);
  const change = (part: Partial<AuthenticationDraft>): void => setDraft({ ...draft, ...part });
  const send = (): void => {
    setChecked(true);
    if (settings === null || standing === 'refused') return focusFaultSoon(form);
    save.send(settings, reachesTerminals(settings, saved));
  };
  const discard = (): void => (save.forget(), setChecked(false), setDraft(draftOf(saved)));
  return (
    <div className={kit['columns']}>
      <Stack gap="lg">
        <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
          <Card title={t('console.authentication.pins')}>
            <FormProblem error={save.error} names={PIN_FIELDS} />
            <Overtaken shown={overtaken} />
            <fieldset className={kit['plainSet']} disabled={!mayWrite}>
              <PinFields
                draft={draft}
                checked={checked}
                standing={standing}
                risk={risk}
                refused={fieldProblems(save.error, PIN_FIELDS).fields}
                onChange={change}
              />
            </fieldset>
            {mayWrite ? (
              <FormActions
                changed={changed}
                saving={save.isPending}
                request={() => (settings === null ? null : copied(putAuthentication, { body: settings }))}
                onDiscard={discard}
              />
            ) : null}
          </Card>
          {save.dialog}
        </form>
        <HashCostCard saved={saved} hashCost={hashCost} />
      </Stack>
      <Stack gap="lg">
        <GuessRiskCard
          risk={risk}
          unsaved={changed}
          {...(mayWrite ? { onUseLength: (length: number) => change({ pinMinLength: String(length) }) } : {})}
        />
        <RolloutCard />
      </Stack>
    </div>
  );
}

/** What is saved is worth, or the unsaved settings given would be; undefined until known. */
function useRiskOf(unsaved: AuthenticationSettings | null) {
  const { resources } = useServices();
  const [asked] = useDebouncedValue(unsaved, PAUSE);
  const saved = useQuery(resources.pinRisk());
  const tried = useQuery(resources.riskOf(unsaved === null ? null : asked));
  const acceptedRisk = saved.data?.acceptedRisk ?? null;
  const shown = unsaved === null ? saved.data : (tried.data ?? saved.data);
  return shown === undefined ? undefined : { ...shown, acceptedRisk };
}

/** What reaches terminals asks first (A4); an accepted risk alone is stored at once. */
function useSave(onStored: (stored: Saved) => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const put = async (body: AuthenticationSettings): Promise<void> => {
    const stored = await api.call(putAuthentication, { body });
    queries.setQueryData(keys.authentication, stored);
    onStored(stored);
    await queries.invalidateQueries({ queryKey: keys.pinRisk });
  };
  const apply = useApply({ put });
  const direct = useMutation({
    mutationFn: put,
    onSuccess: () => toasts.done(t('console.authentication.saved')),
  });
  return {
    dialog: apply.dialog,
    isPending: direct.isPending,
    error: apply.error ?? direct.error,
    forget: () => (apply.forget(), direct.reset()),
    send(settings: AuthenticationSettings, toTerminals: boolean) {
      direct.reset();
      if (toTerminals) apply.ask(settings);
      else direct.mutate(settings);
    },
  };
}
