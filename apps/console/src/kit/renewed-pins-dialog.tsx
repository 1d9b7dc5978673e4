import { Button, Modal, Stack } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import { CopyButton } from './copy-button.tsx';
import kit from './kit.module.css';
import { renewedPinsCsv, type RenewedRow } from './renewed-pins.ts';
import classes from './renewed-pins.module.css';

interface RenewedPinsProps {
  /** Null: nothing to show. */
  readonly renewed: readonly RenewedRow[] | null;
  readonly onClose: () => void;
}

/** New PINs, shown this once. They live in this dialog alone and are gone with it. */
export function RenewedPinsDialog({ renewed, onClose }: RenewedPinsProps) {
  const { t, format } = useTexts();
  const rows = renewed ?? [];
  const count = rows.length;
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([renewedPinsCsv(rows)], { type: 'text/csv;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'holdover-pins.csv' });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Modal
      opened={renewed !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
      title={t('console.stolen.renewed', { count, number: format.number(count) })}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <Stack>
        <p>{t('console.stolen.renewedText')}</p>
        <PinTable rows={rows} />
        <div className={`${kit['formActions']} ${classes['buttons']}`}>
          <CopyButton value={rows.map(({ userName, pin }) => `${userName}\t${pin}`).join('\n')} />
          <Button variant="default" leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => window.print()}>
            {t('console.stolen.print')}
          </Button>
          <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />} onClick={download}>
            {t('console.stolen.csv')}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {t('console.common.done')}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}

function PinTable({ rows }: { rows: readonly RenewedRow[] }) {
  const { t } = useTexts();
  return (
    <div className={classes['list']} role="region" tabIndex={0} aria-label={t('console.stolen.pins')} data-print>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('console.users.userName')}</th>
            <th scope="col">{t('console.users.fullName')}</th>
            <th scope="col">PIN</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ userName, fullName, pin }, index) => (
            <tr key={index}>
              <td>{userName}</td>
              <td>{fullName}</td>
              <td className="mono">{pin}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
