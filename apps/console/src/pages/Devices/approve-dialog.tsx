import { approveCertificate, type Device, type DevicePrinter } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { Facts } from '../../kit/card.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import kit from '../../kit/kit.module.css';
import { ExactTime } from '../../kit/times.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { fingerprint } from './fingerprint.ts';

interface ApproveDialogProps {
  device: Device;
  /** The one that is looked at: should the device show another meanwhile, the server refuses this one. */
  certificate: NonNullable<DevicePrinter['certificate']>;
  readonly onClose: () => void;
}

export function ApproveDialog({ device, certificate, onClose }: ApproveDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const approve = useMutation({
    mutationFn: () => api.call(approveCertificate, { params: { id: device.id }, body: { pin: certificate.pin } }),
    onSuccess: async (changed) => {
      queries.setQueryData(keys.device(device.id), changed);
      onClose();
      toasts.done(t('console.printer.approvedDone', { name: device.name }));
      await queries.invalidateQueries({ queryKey: keys.devices });
    },
    onError: () => queries.invalidateQueries({ queryKey: keys.device(device.id) }),
  });
  return (
    <FormDialog
      opened
      size="lg"
      title={t('console.printer.approve')}
      submit={t('console.printer.approve')}
      busy={approve.isPending}
      error={approve.error}
      danger={certificate.state === 'changed'}
      request={() => copied(approveCertificate, { params: { id: device.id }, body: { pin: certificate.pin } })}
      onClose={onClose}
      onSubmit={() => approve.mutate()}
    >
      <p>{t(certificate.state === 'changed' ? 'console.printer.changedText' : 'console.printer.pendingText')}</p>
      <Facts
        items={[
          [t('console.devices.device'), device.name],
          [t('console.printer.subject'), certificate.subject],
          [t('console.printer.validUntil'), <ExactTime key="ends" at={certificate.notAfter} />],
        ]}
      />
      <div className={kit['secret']} data-small="true">
        <div>
          <div className={kit['hint']}>{t('console.printer.fingerprint')}</div>
          <output data-testid="fingerprint">{fingerprint(certificate.pin)}</output>
        </div>
      </div>
      <p>{t('console.printer.approveMeans')}</p>
    </FormDialog>
  );
}
