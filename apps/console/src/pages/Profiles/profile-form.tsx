import { patchProfile, resetTerminals, type Profile } from '@holdover/api';
import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied, type CopiedRequest } from '../../kit/curl-command.ts';
import { ApplyDialog } from '../../kit/apply-dialog.tsx';
import { SaveButtons } from '../../kit/form-actions.tsx';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { CardsCard } from './cards-card.tsx';
import { LoginCard } from './login-card.tsx';
import { draftOf, patchOf, profileFields, sameDraft, type ProfileDraft } from './profile-draft.ts';
import classes from './profiles.module.css';
import { ScanningCard } from './scanning-card.tsx';

export interface ProfilePartProps {
  draft: ProfileDraft;
  errors: Readonly<Record<string, string>>;
  /** Whether saving was tried: before, nothing typed is called wrong. */
  checked: boolean;
  readonly onChange: (part: Partial<ProfileDraft>) => void;
}

/** The profile as a draft. Invariant: nothing reaches the server before *OK* of *Apply new settings* (A4). */
export function ProfileForm({ saved }: { saved: Profile }) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [checked, setChecked] = useState(false);
  const [applying, setApplying] = useState(false);
  const mayWrite = useMay()('settings:write');
  const changed = !sameDraft(draft, draftOf(saved));
  const overtaken = useFollowSaved(saved, changed, (latest) => setDraft(draftOf(latest)));
  const save = useSave(saved, (stored) => {
    setDraft(draftOf(stored));
    setApplying(false);
    setChecked(false);
  });
  const names = profileFields(draft);
  const ask = (): void => {
    save.reset();
    setChecked(true);
    if (patchOf(draft) !== null) setApplying(true);
    else focusFaultSoon(form);
  };
  useFocusOnError(form, applying ? null : save.error);
  const part = {
    draft,
    checked,
    errors: fieldProblems(save.error, names).fields,
    onChange: (more: Partial<ProfileDraft>) => setDraft({ ...draft, ...more }),
  };
  return (
    <form ref={form} className={classes['form']} noValidate onSubmit={(event) => (event.preventDefault(), ask())}>
      <Stack gap="lg">
        <FormProblem error={applying ? null : save.error} names={names} />
        <Overtaken shown={overtaken} />
        <fieldset className={kit['plainSet']} disabled={!mayWrite}>
          <Stack gap="lg">
            <LoginCard {...part} />
            <CardsCard {...part} />
            <ScanningCard {...part} />
          </Stack>
        </fieldset>
      </Stack>
      {mayWrite ? (
        <div className={classes['save']} data-changed={changed}>
          <span role="status">{changed ? t('console.offlineLogin.unsaved') : ''}</span>
          <SaveButtons
            changed={changed}
            request={() => requestOf(saved, draft)}
            onDiscard={() => (save.reset(), setChecked(false), setDraft(draftOf(saved)))}
          />
        </div>
      ) : null}
      <ApplyDialog
        opened={applying}
        busy={save.isPending}
        error={null}
        onCancel={() => setApplying(false)}
        onOk={(reset) => save.mutate({ draft, reset }, { onError: () => setApplying(false) })}
      />
    </form>
  );
}

function useSave({ id }: Profile, onStored: (stored: Profile) => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async ({ draft, reset }: { draft: ProfileDraft; reset: boolean }) => {
      const body = patchOf(draft) ?? {};
      const stored = await api.call(patchProfile, { params: { id }, body });
      if (reset) await api.call(resetTerminals, {});
      return stored;
    },
    onSuccess: async (stored, { reset }) => {
      queries.setQueryData(keys.profile(id), stored);
      onStored(stored);
      toasts.done(t(reset ? 'console.profiles.savedAndReset' : 'console.profiles.saved'));
      for (const queryKey of [keys.profiles, keys.rollout]) await queries.invalidateQueries({ queryKey });
    },
  });
}

function requestOf({ id }: Profile, draft: ProfileDraft): CopiedRequest | null {
  const body = patchOf(draft);
  return body === null ? null : copied(patchProfile, { params: { id }, body });
}
