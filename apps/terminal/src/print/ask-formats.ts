import { createIppClient, type IppTransport } from '@holdover/ipp';
import { askReadiness } from './printer-link.ts';
import { whyUnreachable } from './release.ts';

export interface AskedPrinter {
  readonly transport: IppTransport;
  readonly printerUri: string;
}

/** What the printer takes now, none where it does not say; otherwise why it takes nothing. */
export async function askFormats(
  printer: AskedPrinter,
): Promise<readonly string[] | 'printer-unreachable' | 'printer-certificate'> {
  const client = createIppClient({ ...printer, userName: 'holdover' });
  return askReadiness(client).then(({ formats }) => formats, whyUnreachable);
}
