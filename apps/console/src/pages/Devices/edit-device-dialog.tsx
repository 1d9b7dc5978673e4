import { patchDevice, type Device } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { bodyOf, DEVICE_FIELDS, DeviceFields, type DeviceDraft } from './device-fields.tsx';

export function EditDeviceDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const { name, model, profileId, address } = device;
  const toasts = useToasts();
  const before: DeviceDraft = { name, model, profileId, address: address ?? '' };
  const [draft, setDraft] = useState(before);
  const put = async (wanted: DeviceDraft): Promise<void> => {
    const changed = await api.call(patchDevice, { params: { id: device.id }, body: bodyOf(wanted) });
    queries.setQueryData(keys.device(device.id), changed);
    for (const queryKey of [keys.devices, keys.offlineUsers(device.id)]) await queries.invalidateQueries({ queryKey });
  };
  const save = useMutation({
    mutationFn: () => put(draft),
    onSuccess: () => {
      onClose();
      toasts.done(t('console.undo.saved', { name: draft.name.trim() }), () => put(before));
    },
  });
  return (
    <FormDialog
      opened
      title={t('console.devices.edit')}
      submit={t('console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={DEVICE_FIELDS}
      request={() => copied(patchDevice, { params: { id: device.id }, body: bodyOf(draft) })}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <DeviceFields draft={draft} errors={fieldProblems(save.error, DEVICE_FIELDS).fields} onChange={setDraft} />
    </FormDialog>
  );
}
