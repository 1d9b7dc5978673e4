import type { MailSettings } from '@holdover/api';
import { Fault, type ActivityId, type Clock } from '@holdover/kernel';
import type { ScanUpload, ScanUploadAnswer } from '@holdover/protocol';
import type { Documents } from '@holdover/sealed-store';
import type { HandedIn } from '../../gateway/gateway-route.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { Peer } from '../../gateway/peer.ts';
import type { Stores } from '../../stores.ts';
import type { Scan, ScanStore } from './scan-store.ts';

export interface ScanIntake {
  /** @throws GatewayRefusal */
  take(peer: Peer, upload: ScanUpload, document: HandedIn): Promise<ScanUploadAnswer>;
}

export interface ScanIntakeDeps {
  readonly store: ScanStore;
  readonly users: Pick<Stores['users'], 'read'>;
  readonly documents: Documents<ActivityId>;
  readonly settings: () => Promise<Pick<MailSettings, 'mostMegabytes'>>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly onTaken: (id: ActivityId) => void;
}

const MEGABYTE = 1_000_000;
/** Of all that wait here: a mail server that is away must not take the disk from jobs and journal. Terminals hold theirs. */
const MOST_WAITING = 10_000 * MEGABYTE;
const LATER_SECONDS = 60;

/**
 * Invariant: `taken` is said once document and row are durable, and of what is there already; of what is refused or breaks off nothing
 * is kept.
 */
export function createScanIntake(deps: ScanIntakeDeps): ScanIntake {
  const { store, users, settings, onTaken } = deps;
  const coming = new Set<ActivityId>();
  return {
    take: async ({ terminal }, upload, document) => {
      const id = upload.activityId;
      if (await store.has(id)) return { scan: 'taken' };
      const user = await users.read(upload.userId);
      if (user === undefined || !user.enabled || user.email === null) return { scan: 'no-address' };
      if (document.length > (await settings()).mostMegabytes * MEGABYTE) return { scan: 'too-large' };
      if (coming.has(id)) throw later('This scan is coming in already');
      coming.add(id);
      try {
        await keep(deps, { ...upload, terminal }, document);
      } finally {
        coming.delete(id);
      }
      onTaken(id);
      return { scan: 'taken' };
    },
  };
}

async function keep(
  { store, documents, clock }: ScanIntakeDeps,
  { activityId: id, terminal, ...upload }: ScanUpload & Pick<Peer, 'terminal'>,
  { data, length }: HandedIn,
): Promise<void> {
  const waiting = (await store.waiting()).reduce((sum, { bytes }) => sum + bytes, 0);
  if (waiting + length > MOST_WAITING) throw later('Too many scans wait to be sent');
  await write(documents, id, data);
  const now = clock.wall();
  const scan: Scan = {
    id,
    ...upload,
    terminalId: terminal.id,
    deviceId: terminal.deviceId,
    bytes: length,
    receivedAt: now,
    state: 'waiting',
    attempts: 0,
    nextAt: now,
    endedAt: null,
    detail: '',
  };
  try {
    // Another server may have taken it meanwhile: then that one sends it.
    if (!(await store.insert(scan))) await documents.remove(id);
  } catch (error) {
    await documents.remove(id).catch(() => undefined);
    throw error;
  }
}

/** Durable when it resolves; otherwise nothing is left. */
async function write(documents: Documents<ActivityId>, id: ActivityId, data: HandedIn['data']): Promise<void> {
  const writer = await documents.create(id);
  try {
    for await (const part of data) await writer.write(part);
    await writer.finish();
  } catch (error) {
    if (isDiskFull(error)) throw later('The disk is full');
    throw error;
  } finally {
    await writer.abort();
  }
}

const later = (message: string): GatewayRefusal => new GatewayRefusal('overloaded', message, LATER_SECONDS);

function isDiskFull(error: unknown): boolean {
  const cause = error instanceof Fault ? error.cause : error;
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}
