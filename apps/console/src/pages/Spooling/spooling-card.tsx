import { putSpooling, SPOOLING_LIMITS, type SpoolingSettings } from '@holdover/api';
import { Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied, type CopiedRequest } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { FormActions } from '../../kit/form-actions.tsx';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { wholeNumber } from '../../kit/whole-number.ts';
import { draftOf, sameDraft, settingsOf, SPOOLING_FIELDS, type SpoolingField } from './spooling-draft.ts';
import classes from './spooling.module.css';

const TEXTS: Readonly<Record<SpoolingField, { readonly label: TextKey; readonly hint: TextKey | null }>> = {
  retentionHours: { label: 'console.spooling.retention', hint: 'console.spooling.retentionHint' },
  keepForReprintHours: { label: 'console.spooling.keep', hint: 'console.spooling.keepHint' },
  maxJobMegabytes: { label: 'console.spooling.maxJob', hint: null },
  maxSpoolMegabytes: { label: 'console.spooling.maxSpool', hint: 'console.spooling.maxSpoolHint' },
  maxJobs: { label: 'console.spooling.maxJobs', hint: null },
};

/** G3: how long jobs wait, and how much the server holds. */
export function SpoolingCard() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.spooling());
  return (
    <Card title={t('console.spooling.title')}>
      <Loaded query={settings}>{(saved) => <SpoolingForm saved={saved} />}</Loaded>
    </Card>
  );
}

function SpoolingForm({ saved }: { saved: SpoolingSettings }) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [checked, setChecked] = useState(false);
  const mayWrite = useMay()('settings:write');
  const save = useSave(saved);
  useFocusOnError(form, save.error);
  const changed = !sameDraft(draft, draftOf(saved));
  const overtaken = useFollowSaved(saved, changed, (latest) => setDraft(draftOf(latest)));
  const send = (): void => {
    const settings = settingsOf(draft);
    setChecked(settings === null);
    if (settings !== null) save.mutate(settings);
    else focusFaultSoon(form);
  };
  const refused = fieldProblems(save.error, SPOOLING_FIELDS).fields;
  const fault = useFault();
  return (
    <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
      <Stack>
        <p className={kit['hint']}>{t('console.spooling.lead')}</p>
        <FormProblem error={save.error} names={SPOOLING_FIELDS} />
        <Overtaken shown={overtaken} />
        <fieldset className={kit['plainSet']} disabled={!mayWrite}>
          <Stack>
            {SPOOLING_FIELDS.map((field) => {
              const { label, hint } = TEXTS[field];
              return (
                <TextInput
                  key={field}
                  label={t(label)}
                  {...(hint === null ? {} : { description: t(hint) })}
                  inputMode="numeric"
                  autoComplete="off"
                  classNames={{ input: classes['number'] ?? '' }}
                  value={draft[field]}
                  error={(checked ? fault(field, draft[field]) : undefined) ?? refused[field]}
                  onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
                />
              );
            })}
          </Stack>
        </fieldset>
      </Stack>
      {mayWrite ? (
        <FormActions
          changed={changed}
          saving={save.isPending}
          request={() => requestOf(draft)}
          onDiscard={() => (save.reset(), setChecked(false), setDraft(draftOf(saved)))}
        />
      ) : null}
    </form>
  );
}

/** One sentence with the value and the limits. */
function useFault(): (field: SpoolingField, text: string) => string | undefined {
  const { t, format } = useTexts();
  return (field, text) => {
    const limits = SPOOLING_LIMITS[field];
    if (wholeNumber(text, limits) !== null) return undefined;
    const range = { min: format.number(limits.min), max: format.number(limits.max) };
    const value = text.trim();
    return value === '' ? t('console.spooling.required', range) : t('console.spooling.range', { value, ...range });
  };
}

function useSave(saved: SpoolingSettings) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const put = async (settings: SpoolingSettings): Promise<void> =>
    void queries.setQueryData(keys.spooling, await api.call(putSpooling, { body: settings }));
  return useMutation({
    mutationFn: put,
    onSuccess: () => toasts.done(t('console.spooling.saved'), () => put(saved)),
  });
}

function requestOf(draft: Parameters<typeof settingsOf>[0]): CopiedRequest | null {
  const body = settingsOf(draft);
  return body === null ? null : copied(putSpooling, { body });
}
