import { dismissAlert, type Alert } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { ALERT_LOOK } from './alert-kinds.ts';

/** For what does not end by itself, and whoever may. */
export function DismissAlert({ alert }: { alert: Alert }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const may = useMay();
  const what = t(`console.alerts.kind.${alert.kind}.title`);
  const dismissal = useMutation({
    mutationFn: () => api.call(dismissAlert, { params: { id: alert.id } }),
    onSuccess: () => toasts.done(t('console.alerts.dismissed', { what })),
    onError: toasts.failed,
    onSettled: () => {
      for (const queryKey of [keys.alerts, keys.overview]) void queries.invalidateQueries({ queryKey });
    },
  });
  if (alert.clearedAt !== null || ALERT_LOOK[alert.kind].endsByItself || !may('devices:write')) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      fz="xs"
      leftSection={<IconCheck size={15} aria-hidden />}
      aria-label={t('console.alerts.dismissOf', {
        what: alert.deviceName === null ? what : `${what}, ${alert.deviceName}`,
      })}
      loading={dismissal.isPending}
      onClick={() => dismissal.mutate()}
    >
      {t('console.alerts.dismiss')}
    </Button>
  );
}
