import { patchUser, type User } from '@holdover/api';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { FormProblem, useFocusOnError } from '../../kit/form-dialog.tsx';
import kit from '../../kit/kit.module.css';
import { useToasts } from '../../kit/toasts.tsx';
import { bodyOf, draftOf, USER_FIELDS, UserFields } from './user-fields.tsx';

export function GeneralTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(user));
  const put = async (body: ReturnType<typeof bodyOf>): Promise<void> => {
    const { enabled: _, ...rest } = body; // Enabling has its own button.
    const changed = await api.call(patchUser, { params: { id: user.id }, body: rest });
    queries.setQueryData(keys.user(user.id), changed);
    setDraft(draftOf(changed));
    await queries.invalidateQueries({ queryKey: keys.users });
  };
  const save = useMutation({
    mutationFn: put,
    onSuccess: () => toasts.done(t('console.users.saved', { name: draft.userName }), () => put(bodyOf(draftOf(user)))),
  });
  useFocusOnError(form, save.error);
  const unchanged = JSON.stringify(bodyOf(draft)) === JSON.stringify(bodyOf(draftOf(user)));

  return (
    <form
      ref={form}
      onSubmit={(event) => (event.preventDefault(), save.mutate(bodyOf(draft)))}
      noValidate
      className={kit['narrow']}
    >
      <FormProblem error={save.error} names={USER_FIELDS} />
      <UserFields draft={draft} errors={fieldProblems(save.error, USER_FIELDS).fields} onChange={setDraft} />
      <div className={kit['formActions']}>
        <Button variant="default" disabled={unchanged} onClick={() => (save.reset(), setDraft(draftOf(user)))}>
          {t('console.common.discard')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={unchanged}>
          {t('console.common.save')}
        </Button>
      </div>
    </form>
  );
}
