import { createDevice, type Device } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { bodyOf, DEVICE_FIELDS, DeviceFields, type DeviceDraft } from './device-fields.tsx';
import { FindPrinters } from './find-printers.tsx';

const NO_DEVICE: DeviceDraft = { name: '', model: 'kyocera', profileId: null, address: '' };

interface AddDeviceDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Leads on to the code for its terminal. */
  readonly onAdded: (device: Device) => void;
}

export function AddDeviceDialog({ opened, onClose, onAdded }: AddDeviceDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(NO_DEVICE);
  const add = useMutation({
    mutationFn: () => api.call(createDevice, { body: bodyOf(draft) }),
    onSuccess: async (device) => {
      queries.setQueryData(keys.device(device.id), device);
      await queries.invalidateQueries({ queryKey: keys.devices });
      onClose();
      onAdded(device);
    },
  });
  const { reset } = add;
  useEffect(() => {
    if (!opened) return;
    setDraft(NO_DEVICE);
    reset();
  }, [opened, reset]);
  return (
    <FormDialog
      opened={opened}
      size="lg"
      title={t('console.devices.add')}
      submit={t('console.devices.add')}
      busy={add.isPending}
      error={add.error}
      names={DEVICE_FIELDS}
      request={() => copied(createDevice, { body: bodyOf(draft) })}
      onClose={onClose}
      onSubmit={() => add.mutate()}
    >
      <FindPrinters
        onChoose={({ name, model, uri }) => setDraft({ ...draft, name: name.slice(0, 200), model, address: uri })}
      />
      <DeviceFields draft={draft} errors={fieldProblems(add.error, DEVICE_FIELDS).fields} onChange={setDraft} />
    </FormDialog>
  );
}
