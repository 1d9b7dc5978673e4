import { deleteAdministrator, patchAdministrator, type ListedAdministrator } from '@holdover/api';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { useToasts } from '../../kit/toasts.tsx';

interface AdministratorActions {
  readonly toggle: (of: ListedAdministrator) => void;
  readonly remove: (of: ListedAdministrator) => void;
  /** Drawn by the page. */
  readonly dialog: ReactNode;
}

export function useAdministratorActions(): AdministratorActions {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const changed = () => queries.invalidateQueries({ queryKey: keys.administrators });
  const enable = async ({ id }: ListedAdministrator, enabled: boolean): Promise<void> => {
    await api.call(patchAdministrator, { params: { id }, body: { enabled } });
    await changed();
  };
  return {
    dialog,
    toggle(of) {
      const name = of.userName;
      const text = t(of.enabled ? 'console.administrators.wasDisabled' : 'console.administrators.wasEnabled', { name });
      enable(of, !of.enabled).then(() => toasts.done(text, () => enable(of, of.enabled)), toasts.failed);
    },
    remove: ({ id, userName: name }) =>
      ask({
        title: t('console.administrators.deleteTitle', { name }),
        text: t('console.administrators.deleteText'),
        act: t('console.administrators.remove'),
        run: async () => {
          await api.call(deleteAdministrator, { params: { id } });
          await changed();
        },
      }),
  };
}
