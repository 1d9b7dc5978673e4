import { canonicalJson, present, toBase64Url, type Instant, type TerminalId } from '@holdover/kernel';
import { DEVICE_MODELS } from '@holdover/offline-login';
import {
  PROTOCOL_VERSION,
  type HeldUser,
  type StateSnapshot,
  type TerminalProfile,
  type Tidings,
} from '@holdover/protocol';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { passwordOf } from '../profiles/scan-targets.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { User } from '../users/user.ts';
import { inUse } from '../credentials/hashing.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { cacheKeyOf, heldCredential } from './cache-keys.ts';
import { createSqlPendingStateStore } from './pending-state-store-sql.ts';
import type { Refreshed, TerminalSyncDeps } from './refreshed.ts';
import { scanToMe, type CarriedProfile, type CarriedSettings } from './terminal-plan.ts';

/** What a terminal says it holds. */
export interface Held {
  readonly revision: number;
  readonly generation: number;
}

/** B5: holds it, and the server knows that it does. */
export function holdsIt(terminal: TerminalRecord, held: Held): boolean {
  return (
    held.revision === terminal.revisionDesired &&
    held.generation === terminal.generationDesired &&
    terminal.revisionApplied === terminal.revisionDesired &&
    terminal.generationApplied === terminal.generationDesired
  );
}

export async function tidingsOf(
  { database, denyList, clock }: TerminalSyncDeps,
  { id, held, asOf }: { id: TerminalId; held: Held; asOf: Instant },
): Promise<Tidings> {
  const terminal = present(await createSqlTerminalStore(database.queries).read(id), 'a linked terminal');
  return {
    serverTime: clock.wall(),
    desiredRevision: terminal.revisionDesired,
    desiredGeneration: terminal.generationDesired,
    denyListVersion: (await denyList.current(database.queries))?.version ?? 0,
    confirmedAt: holdsIt(terminal, held) ? asOf : null,
  };
}

/** Makes the verifiers, remembers what was sent, and answers it. */
export async function sendSnapshot(
  deps: TerminalSyncDeps,
  { terminal, device, snapshot, plan, asOf }: Refreshed,
): Promise<StateSnapshot> {
  const { database, keys, fleet, denyList } = deps;
  const { id, revisionDesired: revision, generationDesired: generation } = terminal;
  const cacheKey = cacheKeyOf(keys, id, generation);
  const credentials = plan.credentials.map(({ credential, source, confirmedAt }) =>
    heldCredential(keys, cacheKey, { credential, source, confirmedAt: confirmedAt ?? asOf }),
  );
  const settings = present(terminal.settingsDesired, 'the settings of a refreshed terminal');
  // What `raise` wrote.
  const carried = JSON.parse(settings) as CarriedSettings;
  // B7: that the feature is off takes a right away and never waits.
  const sent: CarriedSettings = {
    ...carried,
    settings: { ...carried.settings, enabled: snapshot.offlineLogin.enabled && device.active },
  };
  const holdings = credentials.map(({ id: credentialId, verifier: _verifier, ...rest }) => ({ ...rest, credentialId }));
  await createSqlPendingStateStore(database.queries).put({
    terminalId: id,
    revision,
    generation,
    computedAt: asOf,
    settings: canonicalJson({ ...sent }),
    holdings,
  });
  return {
    kind: 'snapshot',
    protocol: PROTOCOL_VERSION,
    revision,
    generation,
    incarnation: fleet.incarnation,
    computedAt: asOf,
    cacheKey: toBase64Url(cacheKey),
    hashing: inUse(snapshot.hashing),
    fleet: snapshot.trust,
    device: {
      id: device.id,
      name: device.name,
      model: device.model,
      offlineLogin: DEVICE_MODELS[device.model].offlineLogin,
      language: sent.language,
      printerPin: device.printerPin,
    },
    settings: sent.settings,
    profile: terminalProfile(keys, sent.profile),
    users: plan.users.map((user) => heldUser(snapshot, user)),
    credentials,
    denyList: (await denyList.current(database.queries)) ?? null,
    tidings: await tidingsOf(deps, { id, held: { revision, generation }, asOf }),
  };
}

export function heldUser(snapshot: Pick<FleetSnapshot, 'canMail'>, user: User): HeldUser {
  const { id, userName, fullName, language, color } = user;
  return { id, userName, fullName, language, color, scanToMe: scanToMe(snapshot, user) };
}

/** With what is needed to reach its folders: the one place where their passwords are opened. */
function terminalProfile(keys: ServerKeys, { id, scanTargets, ...profile }: CarriedProfile): TerminalProfile {
  return {
    ...profile,
    scanTargets: scanTargets.map(({ passwordSealed, ...target }) => ({
      ...target,
      password: passwordOf(keys, id, { id: target.id, passwordSealed }),
    })),
  };
}
