import {
  milliseconds,
  toHex,
  type Cancel,
  type Clock,
  type DeviceId,
  type Entropy,
  type Instant,
  type Logger,
  type TerminalId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Database } from '../../database/database.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import { createSqlLinkStore } from './link-store-sql.ts';
import { outageBefore } from './outage.ts';
import { createSqlOutageStore } from './outage-store-sql.ts';
import { createServerRun } from './server-run.ts';
import { createWaitingLinks, type WaitingLinks } from './waiting-links.ts';

/** `degraded` linked, but the server answers it with errors or too slowly, as the terminal says (C1) · `away` no link. */
export type TerminalLink = 'online' | 'degraded' | 'away';

/** Keeps with the database who is linked to this server, for the other servers, for the next run, and for the list of outages. */
export interface Links {
  /** A terminal introduced itself. An outage may be over; its contact is written with that. */
  came(terminal: { readonly id: TerminalId; readonly deviceId: DeviceId }): Promise<void>;
  /** Nothing comes over its link any more. */
  left(id: TerminalId, heardAt: Instant): void;
  degraded(id: TerminalId, degraded: boolean): void;
  /** Their links now, here or at another server. */
  of(ids: readonly TerminalId[]): Promise<(id: TerminalId) => TerminalLink>;
  /** What waits is written, so that the database says what is so. */
  settle(): Promise<void>;
  start(): Promise<void>;
  /** Once nobody is let in any more. */
  stop(): Promise<void>;
}

export interface LinksDeps {
  readonly database: Database;
  readonly hub: LinkHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  /** Terminals lost their links at once, with another server. */
  readonly onBuried: () => void;
}

/** A cable that many share, or a slow disk: many links change within moments, and are written together. */
const GATHER = milliseconds(250);

export function createLinks(deps: LinksDeps): Links {
  const { database, hub, clock, entropy } = deps;
  const run = toHex(entropy.bytes(8));
  const store = createSqlLinkStore(database.queries);
  const outages = createSqlOutageStore(database.queries);
  const server = createServerRun({ ...deps, run, store, outages, engine: database.engine });
  const waiting = createWaitingLinks({ store, hub, run });
  const { gather, settle, stop } = createGathering(deps, waiting);
  return {
    came: async ({ id, deviceId }) => {
      const now = clock.wall();
      const last = hub.isLinked(id) || waiting.hasLeft(id) ? undefined : await store.lastOf(id);
      const outage = last && outageBefore(last, now);
      await database.transact(async (queries) => {
        if (outage !== undefined) await createSqlOutageStore(queries).add({ terminalId: id, deviceId, ...outage });
        await createSqlLinkStore(queries).came(run, id, now);
      });
      waiting.came(id);
    },
    left: (id, heardAt) => {
      waiting.left(id, heardAt);
      gather();
    },
    degraded: (id, degraded) => {
      waiting.degraded(id, degraded);
      gather();
    },
    of: async (ids) => {
      const unknown = database.engine === 'sqlite' ? [] : ids.filter((id) => !hub.isLinked(id));
      const elsewhere = await store.elsewhere(run, unknown);
      return (id) => hub.linkOf(id) ?? linkOf(elsewhere.get(id));
    },
    settle,
    start: server.start,
    stop: async () => {
      await stop();
      await server.stop();
    },
  };
}

const linkOf = (degraded: boolean | undefined): TerminalLink =>
  degraded === undefined ? 'away' : degraded ? 'degraded' : 'online';

/** Writes what waits, soon or at once, one write after another. */
function createGathering({ clock, logger }: LinksDeps, waiting: WaitingLinks) {
  let settling: Promise<void> = Promise.resolve();
  let cancel: Cancel | undefined;
  let stopped = false;
  const settle = (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    settling = settling.then(waiting.write).catch((error: unknown) => {
      logger.warn('Links are not noted yet', { error: describeError(error) });
      gather();
    });
    return settling;
  };
  const gather = (): void => {
    if (!stopped) cancel ??= clock.after(GATHER, () => void settle());
  };
  const stop = (): Promise<void> => {
    stopped = true;
    return settle();
  };
  return { gather, settle, stop };
}
