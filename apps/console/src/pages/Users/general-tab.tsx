import { patchUser as patchUserRoute, type User } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { patchUser } from '../../client/patch-lists.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormActions } from '../../kit/form-actions.tsx';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { OwnedDetails, UserFacts } from './owned-details.tsx';
import { bodyOf, draftOf, USER_FIELDS, UserFields } from './user-fields.tsx';

export function GeneralTab({ user }: { user: User }) {
  const mayWrite = useMay()('users:write');
  if (user.sourceId !== null) return <OwnedDetails user={user} sourceId={user.sourceId} />;
  return mayWrite ? <GeneralForm user={user} /> : <UserFacts user={user} />;
}

function GeneralForm({ user }: { user: User }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(user));
  const put = async (body: ReturnType<typeof bodyOf>): Promise<void> => {
    const stored = await api.call(patchUserRoute, { params: { id: user.id }, body: patchOf(body) });
    patchUser(queries, stored);
    setDraft(draftOf(stored));
  };
  const save = useMutation({
    mutationFn: put,
    onSuccess: () => toasts.done(t('console.users.saved', { name: draft.userName }), () => put(bodyOf(draftOf(user)))),
  });
  useFocusOnError(form, save.error);
  const changed = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(draftOf(user)));
  const overtaken = useFollowSaved(user, changed, (latest) => setDraft(draftOf(latest)));

  return (
    <form
      ref={form}
      onSubmit={(event) => (event.preventDefault(), save.mutate(bodyOf(draft)))}
      noValidate
      className={kit['narrow']}
    >
      <FormProblem error={save.error} names={USER_FIELDS} />
      <Overtaken shown={overtaken} />
      <UserFields draft={draft} errors={fieldProblems(save.error, USER_FIELDS).fields} onChange={setDraft} />
      <FormActions
        changed={changed}
        saving={save.isPending}
        request={() => copied(patchUserRoute, { params: { id: user.id }, body: patchOf(bodyOf(draft)) })}
        onDiscard={() => (save.reset(), setDraft(draftOf(user)))}
      />
    </form>
  );
}

/** Enabling has its own button, the right its own tab. */
function patchOf(body: ReturnType<typeof bodyOf>) {
  const { enabled: _, color: __, ...rest } = body;
  return rest;
}
