import type { Device, DevicePrinter } from '@holdover/api';
import { Alert, Button } from '@mantine/core';
import { IconCertificate, IconCircleCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { ApproveDialog } from './approve-dialog.tsx';

/** Nothing is printed there while this stands: a certificate that nobody approved, or another than the approved one. */
export function CertificateAlert({ device }: { device: Device }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<NonNullable<DevicePrinter['certificate']> | null>(null);
  const mayWrite = useMay()('devices:write');
  const certificate = device.printer?.certificate ?? null;
  const open = certificate !== null && certificate.state !== 'approved' ? certificate : null;
  const changed = open?.state === 'changed';
  return (
    <>
      {open === null ? null : (
        <Alert
          role={changed ? 'alert' : 'status'}
          color={changed ? 'red' : 'yellow'}
          icon={changed ? <IconShieldX aria-hidden /> : <IconCertificate aria-hidden />}
          title={t(changed ? 'console.printer.changedTitle' : 'console.printer.pendingTitle')}
        >
          <p>{t(changed ? 'console.printer.changedText' : 'console.printer.pendingText')}</p>
          {mayWrite ? (
            <Button
              mt="sm"
              variant={changed ? 'default' : 'filled'}
              leftSection={<IconCircleCheck size={18} aria-hidden />}
              onClick={() => setAsking(open)}
            >
              {t('console.printer.approve')}
            </Button>
          ) : null}
        </Alert>
      )}
      {asking === null ? null : <ApproveDialog device={device} certificate={asking} onClose={() => setAsking(null)} />}
    </>
  );
}
