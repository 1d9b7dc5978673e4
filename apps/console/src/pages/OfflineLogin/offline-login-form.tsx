import { putOfflineLogin, type OfflineLoginSettings } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { ApplyDialog } from '../../kit/apply-dialog.tsx';
import { SaveButtons } from '../../kit/form-actions.tsx';
import { hoursFaultText, pagesFaultText } from './field-fault-text.ts';
import { checkDraft, draftOf, sameDraft, settingsOf, type OfflineLoginDraft } from './offline-login-draft.ts';
import classes from './offline-login.module.css';
import { SectionFields } from './section-fields.tsx';

const NAMES = ['cacheHours', 'uncertainHours', 'offlinePageLimit', 'userSync.intervalHours', 'userSync.assignments'];

/**
 * The settings as a draft. Invariant: nothing reaches the server before *OK* of *Apply new settings* (A4);
 * a draft with a fault never opens it.
 */
export function OfflineLoginForm({ saved }: { saved: OfflineLoginSettings }) {
  const { t, format } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [checked, setChecked] = useState(false);
  const [applying, setApplying] = useState(false);
  const mayWrite = useMay()('settings:write');
  const changed = !sameDraft(draft, draftOf(saved));
  const overtaken = useFollowSaved(saved, changed, (latest) => setDraft(draftOf(latest)));
  const save = useSave(
    () => setApplying(false),
    () => setChecked(false),
  );
  const faults = checkDraft(draft);
  const shown = checked ? faults : {};
  const refused = fieldProblems(save.error, NAMES).fields;
  useFocusOnError(form, save.error);
  const change = (part: Partial<OfflineLoginDraft>): void => setDraft({ ...draft, ...part });
  const ask = (): void => {
    setChecked(true);
    save.reset();
    if (Object.keys(faults).length === 0) setApplying(true);
    else focusFaultSoon(form);
  };
  const discard = (): void => {
    setDraft(draftOf(saved));
    setChecked(false);
    save.reset();
  };

  return (
    <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), ask())}>
      <Card title={t('fixed.offlineLogin')}>
        <FormProblem error={applying ? null : save.error} names={NAMES} />
        <Overtaken shown={overtaken} />
        <SectionFields
          draft={draft}
          errors={{
            cacheHours: hoursFaultText(t, shown.cacheHours) ?? refused['cacheHours'],
            userSync:
              hoursFaultText(t, shown['userSync.intervalHours']) ??
              refused['userSync.intervalHours'] ??
              refused['userSync.assignments'],
            uncertainHours: hoursFaultText(t, shown.uncertainHours) ?? refused['uncertainHours'],
            offlinePageLimit: pagesFaultText(t, shown.offlinePageLimit, format.number) ?? refused['offlinePageLimit'],
          }}
          readOnly={!mayWrite}
          onChange={change}
        />
        {mayWrite ? (
          <div className={classes['save']} data-changed={changed}>
            <span role="status">{changed ? t('console.offlineLogin.unsaved') : ''}</span>
            <SaveButtons
              changed={changed}
              request={() =>
                Object.keys(faults).length > 0 ? null : copied(putOfflineLogin, { body: settingsOf(draft) })
              }
              onDiscard={discard}
            />
          </div>
        ) : null}
      </Card>
      <ApplyDialog
        opened={applying}
        busy={save.isPending}
        error={save.error}
        onCancel={() => setApplying(false)}
        onOk={(reset) => save.mutate({ settings: settingsOf(draft), reset })}
      />
    </form>
  );
}

function useSave(onDone: () => void, onStored: () => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: ({ settings, reset }: { settings: OfflineLoginSettings; reset: boolean }) =>
      api.call(putOfflineLogin, { query: { reset: reset ? 'true' : 'false' }, body: settings }),
    onSuccess: async (stored, { reset }) => {
      queries.setQueryData(keys.offlineLogin, stored);
      onStored();
      onDone();
      toasts.done(t(reset ? 'console.offlineLogin.savedAndReset' : 'console.offlineLogin.saved'));
      await queries.invalidateQueries({ queryKey: keys.rollout });
    },
  });
}
