import { deleteUserPassword, putUserPassword, USER_PASSWORD_LENGTH, type User } from '@holdover/api';
import type { UserSourceId } from '@holdover/kernel';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircleCheck, IconLock, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { NewPasswordDialog } from '../../kit/new-password-dialog.tsx';
import { Status } from '../../kit/status.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { useSourceName } from './use-source-name.ts';

/** The password a person prints with, where a queue asks who they are (G2). */
export function PasswordTab({ user }: { user: User }) {
  return user.password === 'source' && user.sourceId !== null ? (
    <PasswordAtSource sourceId={user.sourceId} />
  ) : (
    <OwnPassword user={user} />
  );
}

function PasswordAtSource({ sourceId }: { sourceId: UserSourceId }) {
  const { t } = useTexts();
  const source = useSourceName()(sourceId);
  return (
    <>
      <Status tone="ok" icon={IconCircleCheck} word={t('console.person.atSource', { source })} />
      <p className={kit['hint']}>{t('console.person.atSourceText', { source })}</p>
    </>
  );
}

function OwnPassword({ user }: { user: User }) {
  const { t } = useTexts();
  const { api } = useServices();
  const changed = usePasswordChanged(user);
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const mayWrite = useMay()('users:write');
  const [setting, set] = useDisclosure(false);
  const { userName: name } = user;
  const remove = (): void =>
    ask({
      title: t('console.password.removeTitle', { name }),
      text: t('console.password.removeText'),
      act: t('console.password.remove'),
      run: async () => {
        await api.call(deleteUserPassword, { params: { id: user.id } });
        await changed();
        toasts.done(t('console.password.removed', { name }));
      },
    });
  return (
    <>
      {user.password === 'local' ? (
        <>
          <div className={kit['toolbar']}>
            <p>{t('console.password.hint')}</p>
            {mayWrite ? (
              <Group gap="xs">
                <Button variant="default" leftSection={<IconTrash size={17} aria-hidden />} onClick={remove}>
                  {t('console.password.remove')}
                </Button>
                <Button onClick={set.open}>{t('console.password.change')}</Button>
              </Group>
            ) : null}
          </div>
          <Status tone="ok" icon={IconCircleCheck} word={t('console.password.isSet')} />
        </>
      ) : (
        <Empty icon={IconLock} title={t('console.password.none')} text={t('console.password.noneText')}>
          {mayWrite ? <Button onClick={set.open}>{t('console.password.set')}</Button> : null}
        </Empty>
      )}
      {setting ? <SetPasswordDialog user={user} onClose={set.close} onDone={changed} /> : null}
      {dialog}
    </>
  );
}

function usePasswordChanged(user: User): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    for (const queryKey of [keys.user(user.id), keys.users]) await queries.invalidateQueries({ queryKey });
  };
}

interface SetPasswordDialogProps {
  user: User;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

function SetPasswordDialog({ user, onClose, onDone }: SetPasswordDialogProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const toasts = useToasts();
  const title = t(user.password === 'local' ? 'console.password.change' : 'console.password.set');
  return (
    <NewPasswordDialog
      title={title}
      submit={title}
      label={t('console.password.new')}
      hint={t('console.password.newHint', { min: format.number(USER_PASSWORD_LENGTH.min) })}
      show={t('console.password.show')}
      send={(password) => api.call(putUserPassword, { params: { id: user.id }, body: { password } })}
      request={(password) => copied(putUserPassword, { params: { id: user.id }, body: { password } })}
      onDone={async () => {
        await onDone();
        toasts.done(t('console.password.wasSet', { name: user.userName }));
      }}
      onClose={onClose}
    />
  );
}
