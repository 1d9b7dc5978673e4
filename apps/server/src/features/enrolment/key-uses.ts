import type { Clock, Logger, TerminalId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { Connections } from '../../gateway/connections.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import type { Peer } from '../../gateway/peer.ts';
import { keyStanding } from '../terminals/key-standing.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';

export interface KeyUsesDeps {
  readonly changes: Changes;
  readonly hub: Pick<LinkHub, 'close'>;
  readonly connections: Pick<Connections, 'drop'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A copy of this terminal's key is about; it has just been suspended. */
  readonly onCloned: (terminal: TerminalRecord) => void;
}

/** What a key may open; each opens what those after it do. */
export type KeyOpens = 'everything' | 'renewal' | 'journal';

/** Watches whose key is shown; asked at each contact, before anything else (security chapter, Certificates). */
export interface KeyUses {
  /**
   * Notes the first use of a key, and raises the alarm for one that its terminal has put away. What a revoked key opens is no
   * matter of its age (C1).
   */
  seen(peer: Peer): Promise<KeyOpens>;
}

export function createKeyUses(deps: KeyUsesDeps): KeyUses {
  return {
    seen: async (peer) => {
      const standing = peer.revoked ? 'revoked' : keyStanding(peer.certificate, deps.clock.wall());
      switch (standing) {
        case 'revoked':
          return 'everything';
        case 'left':
          return 'journal';
        case 'cloned':
          if (peer.terminal.suspendedAt === null) await raiseAlarm(deps, peer);
          return 'journal';
        case 'old':
        case 'living':
          if (peer.certificate.usedAt === null) await noteFirstUse(deps, peer);
          return standing === 'old' ? 'renewal' : 'everything';
      }
    },
  };
}

/** Links opened with the key before stay: they are the same terminal's, from before the change-over. */
async function noteFirstUse({ changes, logger }: KeyUsesDeps, { terminal, certificate }: Peer): Promise<void> {
  const { id: terminalId } = terminal;
  await changes.make(actorOf(terminalId), async (change) => {
    const left = await createSqlTerminalStore(change.queries).markUsed(certificate, change.at);
    if (left === undefined) return;
    await change.audit({
      action: 'terminal.key-changed',
      target: { kind: 'terminal', id: terminalId, name: null },
      before: { serials: [...left] },
      after: { serial: certificate.serial },
    });
    change.afterCommit(() => logger.info('A terminal uses its new key', { terminalId, serial: certificate.serial }));
  });
}

/** F3: whoever is the copy, both are suspended: the journal is taken, nothing is given. Told once. */
async function raiseAlarm(deps: KeyUsesDeps, { terminal, certificate }: Peer): Promise<void> {
  const { changes, hub, connections, logger, onCloned } = deps;
  const { id: terminalId, deviceId } = terminal;
  await changes.make(actorOf(terminalId), async (change) => {
    const store = createSqlTerminalStore(change.queries);
    if ((await store.read(terminalId))?.suspendedAt !== null) return;
    const device = await change.stores.devices.read(deviceId);
    const inUse = (await store.certificatesOf(terminalId))
      .filter(({ supersededAt }) => supersededAt === null)
      .map(({ serial }) => serial);
    await store.update(terminalId, { suspendedAt: change.at });
    await change.audit({
      action: 'terminal.key-cloned',
      target: { kind: 'terminal', id: terminalId, name: device?.name ?? null },
      before: { suspended: false },
      after: { suspended: true, serial: certificate.serial },
    });
    change.afterCommit(() => {
      logger.error('A key that its terminal has put away was used', { terminalId, serial: certificate.serial });
      onCloned(terminal);
      hub.close(terminalId);
      for (const serial of [certificate.serial, ...inUse]) connections.drop(serial);
    });
  });
}

const actorOf = (id: TerminalId): Actor => ({ kind: 'terminal', id, name: 'terminal' });
