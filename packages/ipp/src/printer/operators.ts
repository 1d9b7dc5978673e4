import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { stringsOf } from '../model/read.ts';
import { isTerminal } from '../registry/states.ts';
import { answer, group, success } from './answer.ts';
import type { Outcome } from './jobs-port.ts';
import { userOf } from './ownership.ts';
import type { Arrival, Served } from './served.ts';
import type { Request, RequestOf } from './request.ts';
import { PRINTER_GROUPS, select } from './requested.ts';

type OperatorRequest = RequestOf<
  'Pause-Printer' | 'Resume-Printer' | 'Enable-Printer' | 'Disable-Printer' | 'Purge-Jobs' | 'Set-Printer-Attributes'
>;

/** RFC 8011 §9.3: by default nobody. */
export function isOperator(served: Served, request: Request, arrival: Arrival): boolean {
  return served.control?.isOperator(userOf(request, arrival), arrival) ?? false;
}

/** RFC 8011 §4.2.7 to §4.2.9, RFC 3998 §3.1, RFC 3380 §4.1: what is done to the printer is for its operators. */
export async function serveOperator(served: Served, request: OperatorRequest, arrival: Arrival): Promise<Message> {
  // Whoever asks: it is no secret that there is nothing to set.
  if (request.operation === 'Set-Printer-Attributes') return refuseSettings(request);
  if (!isOperator(served, request, arrival)) {
    return answer(request.message, 'client-error-not-authorized', [], 'only for operators of this printer');
  }
  const done = await operate(served, request.operation);
  return done.ok ? success(request.message) : answer(request.message, done.status, [], done.message);
}

async function operate(
  served: Served,
  operation: Exclude<OperatorRequest['operation'], 'Set-Printer-Attributes'>,
): Promise<Outcome<void>> {
  const { control, jobs } = served;
  switch (operation) {
    case 'Pause-Printer':
      return control?.pause() ?? DONE;
    case 'Resume-Printer':
      return control?.resume() ?? DONE;
    case 'Enable-Printer':
      return control?.accept(true) ?? DONE;
    case 'Disable-Printer':
      return control?.accept(false) ?? DONE;
    case 'Purge-Jobs': {
      for (const job of await jobs.list()) {
        const done = isTerminal(job.state) ? DONE : await jobs.cancel(job.id);
        if (!done.ok) return done;
      }
      return DONE;
    }
  }
}

const DONE: Outcome<void> = { ok: true, value: undefined };

/** What a printer says of itself follows from its device; nothing of it is set by IPP. */
function refuseSettings(request: RequestOf<'Set-Printer-Attributes'>): Message {
  const named = request.changes.map(({ name }) => attr.outOfBand(name, 'not-settable'));
  return answer(request.message, 'client-error-attributes-not-settable', [group(GROUP.unsupported, named)]);
}

/** RFC 3380 §4.3: what settable attributes can be set to. */
export function serveSupportedValues(served: Served, request: RequestOf<'Get-Printer-Supported-Values'>): Message {
  const settable = stringsOf(served.description(), 'printer-settable-attributes-supported');
  const described = served.description().filter(({ name }) => settable.includes(name));
  return success(request.message, [group(GROUP.printer, select(described, request.requested, PRINTER_GROUPS))]);
}
