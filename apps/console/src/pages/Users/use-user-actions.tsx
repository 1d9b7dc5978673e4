import { deleteUser, patchUser as patchUserRoute, type User } from '@holdover/api';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { patchUser } from '../../client/patch-lists.ts';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { DeletionText } from './deletion-text.tsx';

interface UserActions {
  readonly toggle: (user: User) => void;
  readonly remove: (user: User) => void;
  /** Drawn by the page. */
  readonly dialog: ReactNode;
}

/** Disabling is taken back for ten seconds; deleting asks, and says what becomes of what is theirs. */
export function useUserActions(onDeleted: () => Promise<void>): UserActions {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const enable = async ({ id }: User, enabled: boolean): Promise<void> =>
    patchUser(queries, await api.call(patchUserRoute, { params: { id }, body: { enabled } }));
  return {
    dialog,
    toggle(user) {
      const text = t(user.enabled ? 'console.users.wasDisabled' : 'console.users.wasEnabled', { name: user.userName });
      enable(user, !user.enabled).then(() => toasts.done(text, () => enable(user, user.enabled)), toasts.failed);
    },
    remove: (user) =>
      ask({
        title: t('console.users.deleteTitle', { name: user.userName }),
        text: <DeletionText user={user} />,
        act: t('console.common.delete'),
        run: async () => {
          await api.call(deleteUser, { params: { id: user.id } });
          await onDeleted();
          queries.removeQueries({ queryKey: keys.user(user.id) });
          await queries.invalidateQueries({ queryKey: keys.users });
        },
      }),
  };
}
