import type { Device } from '@holdover/api';
import { Button, Modal } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { EnrolmentCode } from './enrolment-code.tsx';

/** The one-time code of a device, for whoever stands at its terminal. */
export function EnrolmentDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('console.devices.codeTitle', { name: device.name })}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <EnrolmentCode device={device} />
      <div className={kit['formActions']}>
        <Button onClick={onClose}>{t('console.common.done')}</Button>
      </div>
    </Modal>
  );
}
