import { createPin, deletePin, type Pin, type User } from '@holdover/api';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPassword, IconPlus, IconSparkles } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import kit from '../../kit/kit.module.css';
import { PagePending } from '../../kit/page-states.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { ShownOnce } from '../../kit/shown-once.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';
import { CredentialRows } from './credential-rows.tsx';
import { useCredentialsChanged } from './use-credentials-changed.ts';

/** PINs: made by the server and shown once, or set by hand (B9). */
export function PinsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const pins = useQuery(resources.pins(user.id));
  const changed = useCredentialsChanged(user.id, keys.pins(user.id));
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const [made, setMade] = useState<string | null>(null);
  const [setting, setByHand] = useDisclosure(false);
  const generate = useMutation({
    mutationFn: () => api.call(createPin, { params: { id: user.id }, body: {} }),
    onSuccess: async (created) => {
      setMade(created.pin ?? null);
      await changed();
    },
    onError: toasts.failed,
  });
  const remove = (pin: Pin): void =>
    ask({
      title: t('console.users.deletePin'),
      text: t('console.users.deletePinText'),
      act: t('console.common.delete'),
      run: async () => {
        await api.call(deletePin, { params: { id: user.id, pinId: pin.id } });
        await changed();
      },
    });
  const actions = (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={setByHand.open}>
        {t('console.users.setPin')}
      </Button>
      <Button
        leftSection={<IconSparkles size={17} aria-hidden />}
        loading={generate.isPending}
        onClick={() => generate.mutate()}
      >
        {t('console.users.generatePin')}
      </Button>
    </Group>
  );

  if (pins.error !== null && pins.data === undefined)
    return <ProblemAlert error={pins.error} onRetry={() => void pins.refetch()} />;
  if (pins.data === undefined) return <PagePending />;
  return (
    <>
      {pins.data.items.length === 0 ? (
        <Empty icon={IconPassword} title={t('console.users.noPin')} text={t('console.users.noPinText')}>
          {actions}
        </Empty>
      ) : (
        <>
          <div className={kit['toolbar']}>
            <p>{t('console.users.pinsHint')}</p>
            {actions}
          </div>
          <CredentialRows
            label={t('console.users.tab.pins')}
            icon={IconPassword}
            credentials={pins.data.items}
            name={(pin) => t('console.users.pinLength', { count: pin.length })}
            removal={() => t('console.users.deletePin')}
            onRemove={remove}
          />
        </>
      )}
      <ShownOnce
        title={t('console.users.newPin', { name: user.userName })}
        text={t('console.users.newPinText')}
        secret={made}
        onClose={() => setMade(null)}
      />
      <SetPinDialog key={String(setting)} user={user} opened={setting} onClose={setByHand.close} onDone={changed} />
      {dialog}
    </>
  );
}

interface SetPinDialogProps {
  user: User;
  opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

function SetPinDialog({ user, opened, onClose, onDone }: SetPinDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const [pin, setPin] = useState('');
  const set = useMutation({
    mutationFn: () => api.call(createPin, { params: { id: user.id }, body: { pin } }),
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      opened={opened}
      title={t('console.users.setPin')}
      submit={t('console.users.setPin')}
      busy={set.isPending}
      error={set.error}
      names={['pin']}
      onClose={onClose}
      onSubmit={() => set.mutate()}
    >
      <SecretInput
        label="PIN"
        description={t('console.users.setPinHint')}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        value={pin}
        error={fieldProblems(set.error, ['pin']).fields['pin']}
        toggle={t('console.users.showPin')}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
