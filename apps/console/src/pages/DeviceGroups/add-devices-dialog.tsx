import type { Device, DeviceGroup } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { Alert, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { DevicePicker } from './device-picker.tsx';
import { putMembers, type Outcome } from './put-members.ts';
import { refusalText } from './refusal-text.ts';
import { useMembers } from './use-members.ts';

type Chosen = Pick<Device, 'id' | 'name'>;

/** Several devices at once: searched, ticked and put in; those refused stay ticked, each with its reason. */
export function AddDevicesDialog({ group, onClose }: { group: DeviceGroup; onClose: () => void }) {
  const { t, format } = useTexts();
  const toasts = useToasts();
  const members = useMembers();
  const [chosen, setChosen] = useState<ReadonlyMap<DeviceId, Chosen>>(new Map());
  const [through, setThrough] = useState(0);
  const add = useMutation({
    mutationFn: (devices: readonly Chosen[]) =>
      putMembers(devices, ({ id }) => members.put(group.id, id, true), setThrough),
    onSuccess: async ({ done, refused }) => {
      await members.changed();
      setChosen(new Map(refused.map(({ item }) => [item.id, item])));
      if (done.length > 0) {
        const text = t('console.deviceGroups.added', {
          count: done.length,
          number: format.number(done.length),
          name: group.name,
        });
        toasts.done(text, () => takeOut(done));
      }
      if (refused.length === 0) onClose();
    },
  });
  const takeOut = async (devices: readonly Chosen[]): Promise<void> => {
    const { refused } = await putMembers(devices, ({ id }) => members.put(group.id, id, false));
    await members.changed();
    if (refused[0] !== undefined) throw refused[0].error;
  };
  return (
    <FormDialog
      opened
      size="lg"
      title={t('console.deviceGroups.addDevicesTo', { name: group.name })}
      submit={
        chosen.size === 0
          ? t('console.deviceGroups.addDevices')
          : t('console.deviceGroups.addChosen', { count: chosen.size, number: format.number(chosen.size) })
      }
      busy={add.isPending}
      error={null}
      onClose={onClose}
      onSubmit={() => {
        setThrough(0);
        if (chosen.size > 0) add.mutate([...chosen.values()]);
      }}
    >
      <Refusals outcome={add.data} />
      <DevicePicker group={group} chosen={chosen} onChange={setChosen} />
      {add.isPending && chosen.size > 1 ? (
        <Progress value={(through / chosen.size) * 100} aria-label={t('console.deviceGroups.progress')} />
      ) : null}
    </FormDialog>
  );
}

function Refusals({ outcome }: { outcome: Outcome<Chosen> | undefined }) {
  const { t } = useTexts();
  if (outcome === undefined || outcome.refused.length === 0) return null;
  return (
    <Alert color="red" role="alert" title={t('console.deviceGroups.refused')}>
      <ul>
        {outcome.refused.map(({ item, error }) => (
          <li key={item.id}>{`${item.name}: ${refusalText(error, t('console.common.noAnswer'))}`}</li>
        ))}
      </ul>
    </Alert>
  );
}
