import type { Device, DevicePrinter } from '@holdover/api';
import { IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { formatNames } from '../../kit/format-names.ts';
import { ExactTime, RelativeTime } from '../../kit/times.tsx';
import { Uri } from '../../kit/uri.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CertificateState } from './certificate-state.tsx';
import { fingerprint } from './fingerprint.ts';

/** What its terminal last said of the printer, and whether it may print there. */
export function PrinterCard({ device }: { device: Device }) {
  const { t } = useTexts();
  const may = useMay();
  const { printer } = device;
  if (printer === null) {
    if (device.terminal === null) return null;
    return (
      <Card title={t('console.printer.title')}>
        <Empty icon={IconPrinter} title={t('console.printer.none')} text={t('console.printer.noneText')} />
      </Card>
    );
  }
  return (
    <Card
      title={t('console.printer.title')}
      actions={
        may('accounting:read') ? (
          <Link to="/jobs" search={{ deviceId: device.id }} className={kit['link']}>
            {t('console.printer.jobs')}
          </Link>
        ) : null
      }
    >
      <PrinterFacts printer={printer} />
    </Card>
  );
}

function PrinterFacts({ printer }: { printer: DevicePrinter }) {
  const { t, format } = useTexts();
  const { certificate } = printer;
  const yes = (is: boolean): string => t(is ? 'console.printer.yes' : 'console.printer.no');
  const certified: (readonly [string, ReactNode])[] =
    certificate === null
      ? [[t('console.printer.certificate'), t('console.printer.notEncrypted')]]
      : [
          [t('console.printer.certificate'), <CertificateState key="state" state={certificate.state} />],
          [t('console.printer.subject'), certificate.subject],
          [t('console.printer.validUntil'), <ExactTime key="ends" at={certificate.notAfter} />],
          [
            t('console.printer.fingerprint'),
            <span key="pin" className="mono">
              {fingerprint(certificate.pin)}
            </span>,
          ],
        ];
  return (
    <Facts
      items={[
        [t('console.printer.makeAndModel'), printer.makeAndModel],
        [t('console.printer.address'), <Uri key="uri" uri={printer.uri} />],
        [t('console.printer.formats'), format.list(formatNames(printer.formats))],
        [t('console.printer.color'), yes(printer.color)],
        [t('console.printer.duplex'), yes(printer.duplex)],
        [t('console.printer.reportedAt'), <RelativeTime key="at" at={printer.reportedAt} />],
        ...certified,
      ]}
    />
  );
}
