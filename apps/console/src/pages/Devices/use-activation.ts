import { patchDevice, type Device } from '@holdover/api';
import { useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useToasts } from '../../kit/toasts.tsx';

/** Deactivates and activates a device at once; either is taken back for ten seconds. */
export function useActivation({ id, name }: Device): (active: boolean) => void {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const set = async (active: boolean): Promise<void> => {
    queries.setQueryData(keys.device(id), await api.call(patchDevice, { params: { id }, body: { active } }));
    for (const queryKey of [keys.device(id), keys.devices, keys.overview]) void queries.invalidateQueries({ queryKey });
  };
  return (active) => {
    const text = t(active ? 'console.device.activated' : 'console.device.deactivated', { name });
    set(active).then(() => toasts.done(text, () => set(!active)), toasts.failed);
  };
}
