import type { Clock, Instant, TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';
import type { Database } from '../database/database.ts';
import type { FleetAuthority } from '../features/authority/fleet-authority.ts';
import type { DenyList } from '../features/sync/deny-list.ts';
import { mustBeWiped } from '../features/sync/doorbells.ts';
import { createSqlHoldingStore } from '../features/sync/holding-store-sql.ts';
import { createSqlPendingStateStore } from '../features/sync/pending-state-store-sql.ts';
import type { Refreshed } from '../features/sync/refreshed.ts';
import type { TerminalSync } from '../features/sync/terminal-sync.ts';
import type { Links } from '../features/overview/links.ts';
import { createSqlTerminalStore } from '../features/terminals/terminal-store-sql.ts';
import { GatewayRefusal } from './json-exchange.ts';
import type { LinkKeeper } from './push-link.ts';
import { returnSpreadSeconds } from './return-spread.ts';

export interface LinkKeeperDeps {
  readonly database: Database;
  readonly fleet: FleetAuthority;
  readonly sync: TerminalSync;
  readonly denyList: DenyList;
  readonly links: Pick<Links, 'came' | 'left' | 'degraded'>;
  readonly clock: Clock;
  /** D3: an unlock that waited for the terminal. */
  readonly takeUnlock: (id: TerminalId) => Promise<LinkFrameDown | undefined>;
}

export interface LiveLinkKeeper extends LinkKeeper {
  /** A5: the order for a terminal that holds somebody and must not; undefined when there is nothing to wipe. */
  readonly wipeOrderFor: (refreshed: Refreshed) => Promise<LinkFrameDown | undefined>;
}

export function createLinkKeeper(deps: LinkKeeperDeps): LiveLinkKeeper {
  const { database, fleet, sync, denyList, links, clock } = deps;
  const terminals = createSqlTerminalStore(database.queries);
  const order = (terminalId: TerminalId, certificateSerial: string): LinkFrameDown => {
    const issuedAt: Instant = clock.wall();
    const signed = { type: 'order', order: 'wipe', terminalId, certificateSerial, issuedAt } as const;
    return { ...signed, signature: fleet.signer.sign(signed) };
  };
  const wipeOrderFor = async (refreshed: Refreshed): Promise<LinkFrameDown | undefined> => {
    if (!(await mustBeWiped(database, refreshed))) return undefined;
    const { id } = refreshed.terminal;
    // The one the terminal shows: a successor it never used is none of its own.
    const alive = (await terminals.certificatesOf(id)).findLast(
      ({ revokedAt, usedAt }) => revokedAt === null && usedAt !== null,
    );
    return alive === undefined ? undefined : order(id, alive.serial);
  };

  return {
    wipeOrderFor,
    tidings: async ({ id }, held) => {
      // Another server over the same database may have revoked it.
      if ((await terminals.read(id))?.revokedAt !== null)
        throw new GatewayRefusal('certificate-revoked', 'This terminal was revoked');
      await sync.reconcile(id, held);
      return sync.tidings(id, held);
    },
    welcomed: async ({ terminal: { id, deviceId } }, hello) => {
      await links.came({ id, deviceId });
      const { terminalVersion: version, keyProtector, journalBacklog } = hello;
      await terminals.update(id, { version, keyProtector, journalBacklog });
      await sync.reconcile(id, hello);
      const refreshed = await sync.refresh(id, false);
      const denied = await denyList.current(database.queries);
      const tidings = await sync.tidings(id, hello);
      const frames: (LinkFrameDown | undefined)[] = [
        denied && { type: 'doorbell', reason: 'revocation', tidings, denyDelta: denied },
        refreshed && (await wipeOrderFor(refreshed)),
        await deps.takeUnlock(id),
      ];
      return frames.filter((frame) => frame !== undefined);
    },
    seen: async ({ id }, { journalBacklog }, confirmedAt) => {
      const known = confirmedAt === null ? {} : { confirmedAt };
      await terminals.update(id, { journalBacklog, lastContactAt: clock.wall(), ...known });
    },
    left: links.left,
    degraded: links.degraded,
    returnSpreadSeconds: async () => returnSpreadSeconds(await terminals.countLiving()),
    farewell: async ({ terminal }, { revision }) => {
      if (revision !== 0) return;
      await createSqlHoldingStore(database.queries).clear(terminal.id);
      await createSqlPendingStateStore(database.queries).remove(terminal.id);
    },
    wipeOrder: ({ terminal, certificate }) => order(terminal.id, certificate.serial),
  };
}
