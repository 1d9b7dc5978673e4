import { createUser } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { bodyOf, NO_USER, USER_FIELDS, UserFields } from './user-fields.tsx';

/** A new person; leads on to their PINs, since nobody logs in without one. */
export function AddUserDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [draft, setDraft] = useState(NO_USER);
  const add = useMutation({
    mutationFn: () => api.call(createUser, { body: bodyOf(draft) }),
    onSuccess: async (user) => {
      await queries.invalidateQueries({ queryKey: keys.users });
      onClose();
      toasts.done(t('console.users.added', { name: user.userName }));
      await navigate({ to: '/users/$id', params: { id: user.id }, search: { tab: 'pins' } });
    },
  });
  const { reset } = add;
  useEffect(() => {
    if (!opened) return;
    setDraft(NO_USER);
    reset();
  }, [opened, reset]);
  return (
    <FormDialog
      opened={opened}
      title={t('console.users.add')}
      submit={t('console.users.add')}
      busy={add.isPending}
      error={add.error}
      names={USER_FIELDS}
      request={() => copied(createUser, { body: bodyOf(draft) })}
      onClose={onClose}
      onSubmit={() => add.mutate()}
    >
      <UserFields draft={draft} errors={fieldProblems(add.error, USER_FIELDS).fields} withColor onChange={setDraft} />
    </FormDialog>
  );
}
