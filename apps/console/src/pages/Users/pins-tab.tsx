import { createPin, deletePin, type Pin, type User } from '@holdover/api';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHourglass, IconPassword, IconPlus, IconSparkles } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { ShownOnce } from '../../kit/shown-once.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CredentialRows } from './credential-rows.tsx';
import { SetPinDialog } from './set-pin-dialog.tsx';
import { TemporaryPinDialog } from './temporary-pin-dialog.tsx';
import { useCredentialsChanged } from './use-credentials-changed.ts';

/** PINs: made by the server and shown once, or set by hand (B9). */
export function PinsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const pins = useQuery(resources.pins(user.id));
  const changed = useCredentialsChanged(user.id, keys.pins(user.id));
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const mayWrite = useMay()('users:write');
  const [made, setMade] = useState<string | null>(null);
  const [setting, setByHand] = useDisclosure(false);
  const [lending, temporary] = useDisclosure(false);
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
  const actions = mayWrite ? (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={setByHand.open}>
        {t('console.users.setPin')}
      </Button>
      <Button variant="default" leftSection={<IconHourglass size={17} aria-hidden />} onClick={temporary.open}>
        {t('console.person.temporaryPin')}
      </Button>
      <Button
        leftSection={<IconSparkles size={17} aria-hidden />}
        loading={generate.isPending}
        onClick={() => generate.mutate()}
      >
        {t('console.users.generatePin')}
      </Button>
    </Group>
  ) : null;

  return (
    <>
      <Loaded query={pins}>
        {({ items }) =>
          items.length === 0 ? (
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
                credentials={items}
                name={(pin) => t('console.users.pinLength', { count: pin.length })}
                removal={() => t('console.users.deletePin')}
                onRemove={mayWrite ? remove : null}
              />
            </>
          )
        }
      </Loaded>
      <ShownOnce
        title={t('console.users.newPin', { name: user.userName })}
        text={t('console.users.newPinText')}
        secret={made}
        onClose={() => setMade(null)}
      />
      {lending ? (
        <TemporaryPinDialog
          user={user}
          onClose={temporary.close}
          onMade={async (pin) => {
            setMade(pin);
            await changed();
          }}
        />
      ) : null}
      <SetPinDialog key={String(setting)} user={user} opened={setting} onClose={setByHand.close} onDone={changed} />
      {dialog}
    </>
  );
}
