import { putAdministratorPassword, PASSWORD_LIMITS, type ListedAdministrator } from '@holdover/api';
import { useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { NewPasswordDialog } from '../../kit/new-password-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';

interface PasswordProps {
  readonly administrator: ListedAdministrator;
  readonly onClose: () => void;
}

/** Ends their sessions, and a lock-out with them. */
export function PasswordDialog({ administrator: { id, userName: name }, onClose }: PasswordProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return (
    <NewPasswordDialog
      title={t('console.administrators.passwordTitle', { name })}
      submit={t('console.administrators.setPassword')}
      label={t('console.administrators.newPassword')}
      hint={t('console.administrators.passwordHint', { min: format.number(PASSWORD_LIMITS.min) })}
      show={t('console.administrators.showPassword')}
      send={(password) => api.call(putAdministratorPassword, { params: { id }, body: { password } })}
      request={(password) => copied(putAdministratorPassword, { params: { id }, body: { password } })}
      onDone={async () => {
        await queries.invalidateQueries({ queryKey: keys.administrators });
        toasts.done(t('console.administrators.passwordSet', { name }));
      }}
      onClose={onClose}
    />
  );
}
