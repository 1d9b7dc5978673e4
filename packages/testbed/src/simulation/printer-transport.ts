import {
  encodeMessage,
  OPERATION,
  readMessage,
  type Arrival,
  type IppTransport,
  type Message,
  type Printer,
} from '@holdover/ipp';
import { Fault, milliseconds } from '@holdover/kernel';
import type { Life } from './life.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** The connection ends when so much of a document has come, or at its end; what came becomes a job or is dropped. */
export interface DocumentBreak {
  /** Infinity: after the document, before the answer. */
  readonly afterOctets: number;
  readonly keepsWhatCame: boolean;
}

export interface PrinterTransportOptions {
  readonly time: Pick<SimulatedTime, 'after'>;
  /** The program that prints. */
  readonly life: Life;
  /** What answers now; undefined when nothing does. */
  readonly printer: () => Printer | undefined;
  readonly breaks: () => DocumentBreak | undefined;
}

/** One way between terminal and printer, which stand side by side. */
const WAY = milliseconds(2);

/** What the transport over HTTP tells of: `printer-unreachable`, `printer-connection-lost`. */
export function createPrinterTransport({ time, life, printer, breaks }: PrinterTransportOptions): IppTransport {
  /** Who has ended does not hear of it. */
  const travel = (): Promise<void> =>
    new Promise((resolve) => {
      time.after(WAY, () => life.whenAwake(resolve));
    });
  return {
    async send(uri, body) {
      await travel();
      const there = printer();
      if (there === undefined) throw unreachable(uri);
      const answer = await serve(there, body, { arrival: { printerUri: uri, uris: [uri] }, breaks: breaks() });
      await travel();
      if (answer === undefined || printer() !== there) throw lost(uri);
      return once(encodeMessage(answer));
    },
  };
}

/** @returns undefined when the connection broke on the way */
async function serve(
  printer: Printer,
  body: AsyncIterable<Uint8Array>,
  { arrival, breaks }: { readonly arrival: Arrival; readonly breaks: DocumentBreak | undefined },
): Promise<Message | undefined> {
  const { message, document } = await readMessage(body);
  if (breaks === undefined || message.code !== OPERATION['Print-Job']) {
    return printer.handle(message, document, arrival);
  }
  const broken = new Fault({ owner: 'peer', code: 'connection-broke', message: 'The connection broke' });
  try {
    await printer.handle(message, breaking(document, breaks, broken), arrival);
  } catch (error) {
    if (error !== broken) throw error;
  }
  return undefined;
}

async function* breaking(
  document: AsyncIterable<Uint8Array>,
  { afterOctets, keepsWhatCame }: DocumentBreak,
  broken: Fault,
): AsyncGenerator<Uint8Array> {
  let left = afterOctets;
  for await (const part of document) {
    yield part.subarray(0, left);
    left -= part.length;
    if (left <= 0) break;
  }
  if (!keepsWhatCame) throw broken;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function unreachable(uri: string): Fault {
  const message = `${uri} cannot be reached`;
  return new Fault({ owner: 'environment', code: 'printer-unreachable', message, retryable: true });
}

function lost(uri: string): Fault {
  return new Fault({ owner: 'peer', code: 'printer-connection-lost', message: `the connection to ${uri} ended` });
}
