import { unlockPin, type Device } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';

interface UnlockPinDialogProps {
  readonly device: Device;
  /** Of three within 24 hours (D3). */
  readonly left: number;
  readonly onClose: () => void;
}

/** Says what it gives and what it costs: each unlock is so many more guesses. */
export function UnlockPinDialog({ device, left, onClose }: UnlockPinDialogProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const unlock = useMutation({
    mutationFn: () => api.call(unlockPin, { params: { id: device.id } }),
    onSuccess: () => {
      toasts.done(t('console.devices.unlocked', { name: device.name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.device(device.id) }),
  });
  return (
    <FormDialog
      opened
      title={t('console.device.unlock.title', { name: device.name })}
      submit={t('console.devices.unlockPin')}
      busy={unlock.isPending}
      error={unlock.error}
      request={() => copied(unlockPin, { params: { id: device.id } })}
      onClose={onClose}
      onSubmit={() => unlock.mutate()}
    >
      <p>{t('console.device.unlock.text')}</p>
      <p>{t('console.device.unlock.left', { count: left, number: format.number(left) })}</p>
    </FormDialog>
  );
}
