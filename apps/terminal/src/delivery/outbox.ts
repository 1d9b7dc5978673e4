import {
  Fault,
  milliseconds,
  minutes,
  retryDelay,
  seconds,
  shareOf,
  type ActivityId,
  type Cancel,
  type Clock,
  type Entropy,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ScanUpload, ScanUploadAnswer } from '@holdover/protocol';
import type { Documents } from '@holdover/sealed-store';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import type { Delivered, ScannedDocument } from './delivery.ts';
import type { OutboxScan, OutboxStore } from './outbox-store.ts';
import { expectWanted } from './put-in-folder.ts';

/** Scans on their way to the server, which sends them by e-mail (G3: until it has them). */
export interface Outbox {
  take(document: ScannedDocument, signal: AbortSignal): Promise<Delivered>;
  held(): number;
  /** The server may be there now. */
  wake(): void;
  /** Ends what is under way; what is held stays. */
  close(): void;
}

/** What of the server an outbox needs. */
export interface ScanServer {
  sendScan(
    upload: ScanUpload,
    document: { readonly data: AsyncIterable<Uint8Array>; readonly length: number },
  ): Promise<GatewayAnswer<ScanUploadAnswer>>;
  isConnected(): boolean;
}

export interface OutboxOptions {
  readonly store: OutboxStore;
  readonly documents: Documents<ActivityId>;
  readonly server: ScanServer;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly onHeld: () => void;
}

/** Somebody waits at the panel for that long; then they are told that it is sent later. */
const AT_ONCE = seconds(10);
const RETRY: RetrySchedule = { first: seconds(5), most: minutes(5), factor: 2 };
/** What waits for a server that stays away must not take the disk from the journal. */
const MOST_BYTES = 2_000_000_000;

type Sent = ScanUploadAnswer['scan'];

/** Removes documents that a power cut left without a row. */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { store, documents } = options;
  const scans = store.all();
  await documents.keepOnly(scans.map(({ upload }) => upload.activityId));
  const outbox = new HeldScans(options, scans);
  outbox.wake();
  return outbox;
}

/**
 * Invariant: a scan in `#scans` is durable, row and document; it leaves with the server's word that it has it, or never will.
 * The activity id makes it once at the server, so sending again what was answered into nothing is harmless.
 */
class HeldScans implements Outbox {
  readonly #options: OutboxOptions;
  readonly #scans: Map<ActivityId, OutboxScan>;
  readonly #waiting = new Map<ActivityId, (sent: Sent) => void>();
  #coming = 0;
  #failures = 0;
  #isSending = false;
  /** Something came, or changed, while the others are sent. */
  #isWanted = false;
  #isClosed = false;
  #retry: Cancel = () => undefined;

  constructor(options: OutboxOptions, scans: readonly OutboxScan[]) {
    this.#options = options;
    this.#scans = new Map(scans.map((scan) => [scan.upload.activityId, scan]));
  }

  held(): number {
    return this.#scans.size;
  }

  async take(document: ScannedDocument, signal: AbortSignal): Promise<Delivered> {
    const { activityId, user, bytes } = document;
    if (!user.scanToMe) return { delivered: 'failed', reason: 'no-email' };
    if (!this.#scans.has(activityId)) {
      if (this.#bytes() + bytes > MOST_BYTES) return { delivered: 'failed', reason: 'disk-full' };
      this.#coming += bytes;
      try {
        await this.#keep(document, signal);
      } catch (error) {
        if (isDiskFull(error)) return { delivered: 'failed', reason: 'disk-full' };
        throw error;
      } finally {
        this.#coming -= bytes;
      }
    }
    if (!this.#options.server.isConnected()) return { delivered: 'held' };
    const sent = this.#sent(activityId);
    this.wake();
    return deliveredBy(await sent);
  }

  wake(): void {
    this.#retry();
    this.#retry = () => undefined;
    this.#isWanted = true;
    if (this.#isSending || this.#isClosed) return;
    this.#isWanted = false;
    this.#isSending = true;
    this.#sendAll()
      .catch((error: unknown) => {
        this.#failures += 1;
        this.#options.logger.error('Scans could not be sent', { error: describeError(error) });
      })
      .finally(() => {
        this.#isSending = false;
        if (this.#isWanted) this.wake();
        else this.#tryAgain();
      });
  }

  close(): void {
    this.#isClosed = true;
    this.#retry();
    for (const activityId of this.#waiting.keys()) this.#waiting.delete(activityId);
  }

  async #keep(document: ScannedDocument, signal: AbortSignal): Promise<void> {
    const { store, documents, clock, onHeld } = this.#options;
    const { activityId, user, scannedAt, fileName, format, pages } = document;
    const length = await copy(document, { documents, signal });
    const upload = { activityId, userId: user.id, scannedAt, fileName, format, pages };
    const scan = { upload, bytes: length, heldAt: clock.wall() };
    try {
      store.insert(scan);
    } catch (error) {
      await documents.remove(activityId).catch(() => undefined);
      throw error;
    }
    this.#scans.set(activityId, scan);
    onHeld();
  }

  #bytes(): number {
    let sum = this.#coming;
    for (const { bytes } of this.#scans.values()) sum += bytes;
    return sum;
  }

  /** Undefined where it was not sent at once. */
  #sent(activityId: ActivityId): Promise<Sent | undefined> {
    return new Promise((resolve) => {
      const late = this.#options.clock.after(AT_ONCE, () => {
        this.#waiting.delete(activityId);
        resolve(undefined);
      });
      this.#waiting.set(activityId, (sent) => {
        late();
        this.#waiting.delete(activityId);
        resolve(sent);
      });
    });
  }

  async #sendAll(): Promise<void> {
    // The newest first: somebody may stand there.
    for (const scan of [...this.#scans.values()].toReversed()) {
      if (this.#isClosed || !this.#options.server.isConnected()) return;
      const answer = await this.#send(scan);
      if (answer === 'later') return;
    }
  }

  async #send({ upload, bytes }: OutboxScan): Promise<'over' | 'later'> {
    const { server, logger, documents } = this.#options;
    const { activityId } = upload;
    const data = this.#whileOpen(documents.read(activityId));
    const answer = await server.sendScan(upload, { data, length: bytes });
    if (this.#isClosed) return 'later';
    if (answer.kind === 'none' && answer.fault.code === 'sealed-file-damaged') {
      logger.error('A scan that waited for the server cannot be read any more; it is given up', { activityId });
      await this.#forget(activityId);
      return 'over';
    }
    if (answer.kind !== 'answer') {
      const why =
        answer.kind === 'refused' ? { status: answer.status, code: answer.code } : { code: answer.fault.code };
      logger.info('A scan was not sent; it is tried again', { activityId, ...why });
      this.#failures += 1;
      // What the server cannot read keeps no other scan waiting.
      return answer.kind === 'refused' && answer.code === 'bad-request' ? 'over' : 'later';
    }
    this.#failures = 0;
    const { scan } = answer.value;
    if (scan !== 'taken') logger.warn('The server does not send a scan', { activityId, reason: scan });
    await this.#forget(activityId);
    this.#waiting.get(activityId)?.(scan);
    return 'over';
  }

  async *#whileOpen(data: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const part of data) {
      if (this.#isClosed) throw new Fault({ owner: 'cancelled', code: 'cancelled', message: 'The terminal stops' });
      yield part;
    }
  }

  async #forget(activityId: ActivityId): Promise<void> {
    const { store, documents, onHeld } = this.#options;
    store.remove(activityId);
    this.#scans.delete(activityId);
    await documents.remove(activityId);
    onHeld();
  }

  #tryAgain(): void {
    const { clock, entropy, server } = this.#options;
    if (this.#isClosed || this.#scans.size === 0 || !server.isConnected()) return;
    const delay = retryDelay(RETRY, Math.max(0, this.#failures - 1), shareOf(entropy.bytes(3)));
    this.#retry = clock.after(milliseconds(delay + 1_000), () => this.wake());
  }
}

function deliveredBy(sent: Sent | undefined): Delivered {
  switch (sent) {
    case 'taken':
      return { delivered: 'delivered' };
    case 'no-address':
      return { delivered: 'failed', reason: 'no-email' };
    case 'too-large':
      return { delivered: 'failed', reason: 'too-large' };
    case undefined:
      return { delivered: 'held' };
  }
}

/** A copy of its own, durable when it resolves; nothing of it is left where it does not. */
async function copy(
  { activityId, open }: ScannedDocument,
  { documents, signal }: { readonly documents: Documents<ActivityId>; readonly signal: AbortSignal },
): Promise<number> {
  const source = await open();
  try {
    const writer = await documents.create(activityId);
    try {
      for await (const chunk of source.chunks()) {
        expectWanted(signal);
        await writer.write(chunk);
      }
      return await writer.finish();
    } finally {
      await writer.abort();
    }
  } finally {
    await source.close();
  }
}

function isDiskFull(error: unknown): boolean {
  const cause = error instanceof Fault ? error.cause : error;
  return cause instanceof Error && 'code' in cause && /^(ENOSPC|EDQUOT|SQLITE_FULL)$/.test(String(cause.code));
}
