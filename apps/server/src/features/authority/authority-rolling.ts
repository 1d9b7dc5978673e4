import type { FleetAuthorityState } from '@holdover/api';
import { between, minutes, present, toHex, toRfc3339, type Clock, type Entropy, type Instant } from '@holdover/kernel';
import { createAuthority, openAuthority, spkiHashOf } from '@holdover/nodejs';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { createSqlDeviceStore } from '../devices/device-store-sql.ts';
import { createSqlEnrolmentStore } from '../enrolment/enrolment-store-sql.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { AuthorityBeside } from './authority-store.ts';
import { createSqlAuthorityStore } from './authority-store-sql.ts';
import { authorityKey, ROLLED, issueGateway, sealKey, unsealKey, type FleetAuthority } from './fleet-authority.ts';

export interface AuthorityRollingDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly fleet: FleetAuthority;
  readonly keys: ServerKeys;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly signals: Pick<FleetSignals, 'membersChanged'>;
  /** This server shows what it is to show; others over this database are to be told. */
  readonly onRolled: () => void;
}

/**
 * Replaces the fleet's authority without enrolling anybody anew.
 * `prepare` a second one is made, and terminals learn to trust it with their state · `roll` it issues, and the gateway shows a
 * certificate of it; codes that name the first are void · `retire` the first is trusted no more.
 * Invariant: the gateway shows a certificate only of an authority that every living terminal trusts, and an authority is trusted
 * as long as a living certificate is of it.
 */
export interface AuthorityRolling {
  state(): Promise<FleetAuthorityState>;
  /** @throws ProblemFault `authority-not-ready` */
  take(actor: Actor, step: RollStep): Promise<FleetAuthorityState>;
}

export type RollStep = 'prepare' | 'roll' | 'retire';

const DONE: Readonly<Record<RollStep, string>> = {
  prepare: 'authority.prepared',
  roll: 'authority.rolled',
  retire: 'authority.retired',
};

/** What was read just before a second authority was made may be confirmed a little after it. */
const MARGIN = minutes(5);

export function createAuthorityRolling(deps: AuthorityRollingDeps): AuthorityRolling {
  const steps: Readonly<Record<RollStep, (change: Change) => Promise<void>>> = {
    prepare: (change) => prepare(deps, change),
    roll: (change) => roll(deps, change),
    retire: (change) => retire(change),
  };
  const state = (): Promise<FleetAuthorityState> => readState(deps);
  return {
    state,
    take: async (actor, step) => {
      await deps.changes.make(actor, async (change) => {
        await steps[step](change);
        const target = { kind: 'authority', id: deps.fleet.fleetId, name: null };
        await change.audit({ action: DONE[step], target, before: null, after: null });
        await change.raiseRevision();
        await deps.signals.membersChanged(change);
      });
      await deps.fleet.reload();
      deps.onRolled();
      return state();
    },
  };
}

async function prepare({ fleet, keys }: AuthorityRollingDeps, { queries, stores, at }: Change): Promise<void> {
  const store = createSqlAuthorityStore(queries);
  if ((await store.beside()) !== undefined) throw notReady();
  const made = await createAuthority(fleet.fleetId);
  const sealedKey = sealKey(authorityKey(keys), fleet.fleetId, 'authority', made.privateKey);
  await store.putBeside({ state: 'next', certificate: made.certificate, sealedKey, since: at });
  await stores.settings.write(ROLLED, { since: at });
}

async function roll({ fleet, keys, entropy }: AuthorityRollingDeps, { queries, at }: Change): Promise<void> {
  const store = createSqlAuthorityStore(queries);
  const beside = await store.beside();
  if (beside?.state !== 'next' || beside.sealedKey === null) throw notReady();
  if ((await behind(queries, beside.since)).length > 0) throw notReady();
  const record = present(await store.read(), 'the authority of a fleet');
  const { fleetId } = fleet;
  const key = authorityKey(keys);
  const privateKey = unsealKey(key, fleetId, 'authority', beside.sealedKey);
  const authority = await openAuthority(fleetId, { certificate: beside.certificate, privateKey }, entropy);
  const gateway = await issueGateway(authority);
  await store.replace({
    certificate: beside.certificate,
    sealedKey: beside.sealedKey,
    gatewayCertificate: gateway.certificate,
    gatewaySealedKey: sealKey(key, fleetId, 'gateway', gateway.privateKey),
  });
  await store.putBeside({ state: 'previous', certificate: record.certificate, sealedKey: null, since: at });
  // They name the key of the authority that was.
  await createSqlEnrolmentStore(queries).removeAllUnused();
}

async function retire({ queries }: Change): Promise<void> {
  const store = createSqlAuthorityStore(queries);
  const beside = await store.beside();
  if (beside?.state !== 'previous') throw notReady();
  if ((await livingOf(queries, beside.certificate)) > 0) throw notReady();
  await store.removeBeside();
}

/** How many of those that hold up the next step are named. */
const NAMED_MOST = 100;

async function readState({ database }: AuthorityRollingDeps): Promise<FleetAuthorityState> {
  const { queries } = database;
  const store = createSqlAuthorityStore(queries);
  const record = present(await store.read(), 'the authority of a fleet');
  const beside = await store.beside();
  const waiting = beside === undefined ? [] : await holdingUp(queries, beside);
  return {
    spkiHash: hashOf(record.certificate),
    beside:
      beside === undefined
        ? null
        : { state: beside.state, spkiHash: hashOf(beside.certificate), since: toRfc3339(beside.since) },
    terminalsBehind: beside?.state === 'next' ? waiting.length : 0,
    certificatesOfPrevious: beside?.state === 'previous' ? await livingOf(queries, beside.certificate) : 0,
    waitsFor: await named(queries, waiting),
  };
}

/** Terminals on whose account the next step is not ready. */
function holdingUp(queries: Change['queries'], beside: AuthorityBeside): Promise<readonly TerminalRecord[]> {
  return beside.state === 'next'
    ? behind(queries, beside.since)
    : createSqlTerminalStore(queries).certifiedBy(hashOf(beside.certificate));
}

async function named(
  queries: Change['queries'],
  terminals: readonly TerminalRecord[],
): Promise<FleetAuthorityState['waitsFor']> {
  if (terminals.length === 0) return [];
  const lastContact = new Map(terminals.map(({ deviceId, lastContactAt }) => [deviceId, lastContactAt]));
  const devices = (await createSqlDeviceStore(queries).all()).filter(({ id }) => lastContact.has(id));
  return devices.slice(0, NAMED_MOST).map(({ id, name }) => {
    const at = lastContact.get(id) ?? null;
    return { deviceId: id, deviceName: name, lastContactAt: at === null ? null : toRfc3339(at) };
  });
}

/** Terminals that live and have not acknowledged a state from after `since`: they may not trust the next authority yet. */
async function behind(queries: Change['queries'], since: Instant): Promise<readonly TerminalRecord[]> {
  const living = await createSqlTerminalStore(queries).living();
  return living.filter(({ confirmedAt }) => confirmedAt === null || between(since, confirmedAt) <= MARGIN);
}

async function livingOf(queries: Change['queries'], certificate: string): Promise<number> {
  return (await createSqlTerminalStore(queries).countByIssuer()).get(hashOf(certificate)) ?? 0;
}

const hashOf = (certificate: string): string => toHex(spkiHashOf(certificate));

const notReady = (): ProblemFault => new ProblemFault('authority-not-ready');
