import { renewPins } from '@holdover/api';
import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { useMay } from '../../kit/use-may.ts';
import type { RenewedRow } from '../../kit/renewed-pins.ts';
import { RenewedPinsDialog } from '../../kit/renewed-pins-dialog.tsx';

/** B9: how many have a PIN below the floor, and the one action that renews them all. */
export function PinRenewal() {
  const { t, format } = useTexts();
  const { api, resources } = useServices();
  const queries = useQueryClient();
  const may = useMay();
  const mayWrite = may('users:write');
  const risk = useQuery({ ...resources.pinRisk(), enabled: mayWrite && may('settings:read') });
  const { ask, dialog } = useConfirm();
  const [renewed, setRenewed] = useState<readonly RenewedRow[] | null>(null);
  const count = mayWrite ? (risk.data?.usersBelowFloor ?? 0) : 0;
  const renewAll = async (): Promise<void> => {
    const all: RenewedRow[] = [];
    for (let more = true; more;) {
      const answer = await api.call(renewPins, { body: {} });
      all.push(...answer.renewed);
      // Shown as they come: what the server has shown once must not be lost with a later request.
      setRenewed([...all]);
      more = answer.remaining > 0 && answer.renewed.length > 0;
    }
    await Promise.all([keys.pinRisk, keys.users].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const confirm = (): void =>
    ask({
      title: t('console.users.renewPins'),
      text: t('console.users.renewPinsText'),
      act: t('console.users.renewPins'),
      run: renewAll,
    });
  return (
    <>
      {count === 0 ? null : (
        <Alert
          mb="lg"
          color="yellow"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('console.users.pinsBelowFloor', { count, number: format.number(count) })}
        >
          <Stack align="flex-start" gap="sm">
            {t('console.users.pinsBelowFloorText', { length: format.number(risk.data?.pinFloor ?? 0) })}
            <Button size="xs" variant="default" onClick={confirm}>
              {t('console.users.renewPins')}
            </Button>
          </Stack>
        </Alert>
      )}
      {dialog}
      <RenewedPinsDialog renewed={renewed} onClose={() => setRenewed(null)} />
    </>
  );
}
