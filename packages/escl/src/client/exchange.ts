import { milliseconds, seconds, type Clock, type Duration } from '@holdover/kernel';
import { readStatus, type StatusReport } from '../codec/status.ts';
import { EsclFault } from '../escl-fault.ts';
import type { EsclRequest, EsclResponse, EsclTransport, ScanRefusal, ScanSource } from '../scanner.ts';
import { drop, readBody } from '../read-body.ts';
import { complaintOf } from './refusal.ts';

/** Requests to one scanner, and the patience with it. */
export interface Exchange {
  /** One of its documents. @throws EsclFault for any status but 200 */
  document(name: string): Promise<Uint8Array>;
  status(): Promise<StatusReport>;
  /** Sends again, with pauses, while the scanner puts us off and has no complaint. */
  insist(request: EsclRequest, source: ScanSource, patience: Patience): Promise<EsclResponse | ScanRefusal>;
}

export interface Patience {
  readonly tries: number;
  /** Whether the status puts us off. */
  readonly isToTryAgain: (status: number) => boolean;
  /** The scanner says that there is nothing to wait for. */
  readonly isInVain: (report: StatusReport, status: number) => boolean;
}

/** For whoever reads the log. Redirections are followed nowhere, not even to https: that would be another trust. */
const HINTS: Readonly<Record<number, string>> = {
  301: ': the scanner wants another url, mostly https',
  302: ': the scanner wants another url, mostly https',
  307: ': the scanner wants another url, mostly https',
  308: ': the scanner wants another url, mostly https',
  401: ': the scanner wants a sign-in, which is not supported',
};

/** Between two tries where the scanner does not say (Retry-After). */
const PAUSE = seconds(1);
const LONGEST_PAUSE = seconds(5);

export function createExchange(transport: EsclTransport, root: string, clock: Clock): Exchange {
  const document = async (name: string): Promise<Uint8Array> => {
    const { status, body } = await transport.send({ method: 'GET', url: `${root}/${name}` });
    if (status === 200) return readBody(body);
    await drop(body);
    throw new EsclFault('unexpected', `${root}/${name} answered with HTTP status ${status}${HINTS[status] ?? ''}`);
  };
  const status = async (): Promise<StatusReport> => readStatus(await document('ScannerStatus'));

  return {
    document,
    status,
    async insist(request, source, { tries, isToTryAgain, isInVain }) {
      for (let left = tries; ; left--) {
        const response = await transport.send(request);
        if (!isToTryAgain(response.status)) return response;
        await drop(response.body);
        const report = await status();
        const complaint = complaintOf(report, source);
        if (complaint !== undefined) return complaint;
        if (left === 0 || isInVain(report, response.status)) return { ...response, body: NOTHING };
        await pause(clock, response);
      }
    },
  };
}

/** Retry-After in seconds (RFC 9110 §10.2.3); a date is not waited for. */
function pause(clock: Clock, { headers }: EsclResponse): Promise<void> {
  const told = /^\d{1,4}$/.exec(headers['retry-after'] ?? '');
  const wanted: Duration = told === null ? PAUSE : seconds(Math.max(1, Number(told[0])));
  return new Promise((resolve) => {
    clock.after(milliseconds(Math.min(wanted, LONGEST_PAUSE)), resolve);
  });
}

/** Of a body that was read already. */
const NOTHING: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {},
};
