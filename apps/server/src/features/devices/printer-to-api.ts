import type { DevicePrinter } from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { Device } from './device.ts';
import type { ReportedPrinter } from './printer-store.ts';

/** Null before its terminal told of one. */
export function printerToApi(
  printer: ReportedPrinter | undefined,
  { printerPin }: Pick<Device, 'printerPin'>,
): DevicePrinter | null {
  if (printer === undefined) return null;
  const { uri, makeAndModel, color, duplex, formats, certificate, reportedAt } = printer;
  return {
    uri,
    makeAndModel,
    color,
    duplex,
    formats: [...formats],
    reportedAt: toRfc3339(reportedAt),
    certificate: certificate && {
      ...certificate,
      state: certificateState(certificate.pin, printerPin),
      notAfter: toRfc3339(certificate.notAfter),
    },
  };
}

type CertificateState = NonNullable<DevicePrinter['certificate']>['state'];

export function certificateState(shown: string, approved: string | null): CertificateState {
  if (approved === null) return 'pending';
  return shown === approved ? 'approved' : 'changed';
}
