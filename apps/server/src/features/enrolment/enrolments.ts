import {
  fromBase64Url,
  makeId,
  present,
  toHex,
  toRfc3339,
  type Clock,
  type DeviceId,
  type EnrolmentId,
  type Entropy,
  type Instant,
  type TerminalId,
} from '@holdover/kernel';
import type { Enrolment as ApiEnrolment } from '@holdover/api';
import { encodeEnrolmentCode, publicKeyOfRequest } from '@holdover/nodejs';
import type { EnrolAnswer, EnrolRequest, Refusal } from '@holdover/protocol';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { openStores } from '../../stores.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import { leaveJobs } from '../jobs/settle-claims.ts';
import type { Spool } from '../jobs/spool.ts';
import { newServicePin, sealServicePin } from './service-pin.ts';
import { newTerminal } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import {
  judgeSecret,
  lookupOf,
  newEnrolment,
  SECRET_BYTES,
  stateOf,
  type CodeVerdict,
  type Enrolment,
} from './enrolment.ts';
import { createSqlEnrolmentStore } from './enrolment-store-sql.ts';

/** Where terminals reach this server; written into codes. */
export interface FleetAddress {
  readonly host: string;
  readonly enrolmentPort: number;
  readonly gatewayPort: number;
}

export interface EnrolmentsDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly fleet: FleetAuthority;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly keys: ServerKeys;
  readonly spool: Pick<Spool, 'changed'>;
  /** Ends the links of terminals that were just replaced. */
  readonly onReplaced: (terminalId: TerminalId) => void;
  /** A device has a terminal now, which has not called yet. */
  readonly onEnrolled: (terminalId: TerminalId) => void;
}

export interface CreatedCode {
  readonly id: EnrolmentId;
  readonly code: string;
  readonly expiresAt: Instant;
}

export interface Enrolments {
  /** Earlier unused codes of the device end. */
  createCode(actor: Actor, deviceId: DeviceId, address: FleetAddress): Promise<CreatedCode>;
  /** Of its newest code. @throws ProblemFault `not-found` */
  stateOf(deviceId: DeviceId): Promise<ApiEnrolment>;
  /** @throws GatewayRefusal */
  readonly enrol: (request: EnrolRequest) => Promise<EnrolAnswer>;
}

export function createEnrolments(deps: EnrolmentsDeps): Enrolments {
  return {
    createCode: (actor, deviceId, address) => createCode(deps, { actor, deviceId, address }),
    stateOf: (deviceId) => codeState(deps, deviceId),
    enrol: (request) => enrol(deps, request),
  };
}

async function createCode(
  { changes, clock, entropy, fleet }: EnrolmentsDeps,
  { actor, deviceId, address }: { actor: Actor; deviceId: DeviceId; address: FleetAddress },
): Promise<CreatedCode> {
  const secret = entropy.bytes(SECRET_BYTES);
  const enrolment = newEnrolment({
    id: makeId('enrolment', clock.wall(), entropy),
    deviceId,
    host: address.host,
    gatewayPort: address.gatewayPort,
    secret,
    createdAt: clock.wall(),
  });
  await changes.make(actor, async (change) => {
    const device = await change.stores.devices.read(deviceId);
    if (device === undefined) throw new ProblemFault('not-found');
    const store = createSqlEnrolmentStore(change.queries);
    await store.removeUnused(deviceId);
    await store.create(enrolment);
    await change.audit({
      action: 'enrolment.created',
      target: { kind: 'device', id: deviceId, name: device.name },
      before: null,
      after: { enrolmentId: enrolment.id, expiresAt: toRfc3339(enrolment.expiresAt) },
    });
  });
  const code = encodeEnrolmentCode({ ...address, authorityHash: fleet.authority.spkiHash, secret });
  return { id: enrolment.id, code, expiresAt: enrolment.expiresAt };
}

async function codeState({ database, clock }: EnrolmentsDeps, deviceId: DeviceId): Promise<ApiEnrolment> {
  const found = await createSqlEnrolmentStore(database.queries).newestOf(deviceId);
  if (found === undefined) throw new ProblemFault('not-found');
  const { id, createdAt, expiresAt, usedAt } = found;
  return {
    id,
    state: stateOf(found, clock.wall()),
    createdAt: toRfc3339(createdAt),
    expiresAt: toRfc3339(expiresAt),
    usedAt: usedAt === null ? null : toRfc3339(usedAt),
  };
}

async function enrol(deps: EnrolmentsDeps, request: EnrolRequest): Promise<EnrolAnswer> {
  const secret = present(fromBase64Url(request.secret), 'a secret that its schema accepted');
  const enrolment = await findCode(deps, secret);
  const publicKey = await publicKeyOfRequest(request.signingRequest).catch(() => {
    throw new GatewayRefusal('bad-request', 'Field signingRequest: not a P-256 key signed by itself');
  });
  const terminalId = makeId('terminal', deps.clock.wall(), deps.entropy);
  const servicePin = newServicePin(deps.entropy);
  const issued = await deps.fleet.authority.issue({ publicKey, role: 'terminal', id: terminalId });
  const { device, issuedAt } = await admit(deps, { enrolment, request, terminalId, servicePin, serial: issued.serial });
  const host = enrolment.host.includes(':') ? `[${enrolment.host}]` : enrolment.host;
  return {
    fleetId: deps.fleet.fleetId,
    terminalId,
    deviceId: enrolment.deviceId,
    deviceName: device.name,
    certificate: issued.certificate,
    authority: deps.fleet.trusted,
    issuedAt,
    gateways: [`${host}:${enrolment.gatewayPort}`],
    servicePin,
  };
}

const REFUSALS: Readonly<Record<Exclude<CodeVerdict, 'good'>, [Refusal['code'], string]>> = {
  wrong: ['enrolment-code-unknown', 'No device waits for this enrolment code'],
  used: ['enrolment-code-used', 'This enrolment code has been used; make a new one in the console'],
  expired: ['enrolment-code-expired', 'This enrolment code has expired; make a new one in the console'],
};

/** A wrong secret counts against the code whose beginning it shares, even though the request is refused. */
async function findCode({ database, clock }: EnrolmentsDeps, secret: Uint8Array): Promise<Enrolment> {
  const store = createSqlEnrolmentStore(database.queries);
  let worst: Exclude<CodeVerdict, 'good'> = 'wrong';
  for (const enrolment of await store.byLookup(lookupOf(secret))) {
    const verdict = judgeSecret(enrolment, secret, clock.wall());
    if (verdict === 'good') return enrolment;
    if (verdict === 'wrong') await store.countWrongTry(enrolment.id);
    else worst = verdict;
  }
  throw refusal(worst);
}

interface Admission {
  readonly enrolment: Enrolment;
  readonly request: EnrolRequest;
  readonly terminalId: TerminalId;
  readonly servicePin: string;
  readonly serial: string;
}

/** Uses the code, ends the device's earlier terminal and records the new one: all or nothing. */
async function admit(
  deps: EnrolmentsDeps,
  admission: Admission,
): Promise<{ readonly device: { readonly name: string }; readonly issuedAt: Instant }> {
  const { enrolment, terminalId } = admission;
  const device = await openStores(deps.database.queries).devices.read(enrolment.deviceId);
  if (device === undefined) throw refusal('wrong');
  const issuedAt = await deps.changes.make({ kind: 'terminal', id: terminalId, name: device.name }, async (change) => {
    if (!(await createSqlEnrolmentStore(change.queries).use(enrolment.id, change.at))) throw refusal('used');
    await endEarlierTerminal(deps, change, enrolment.deviceId);
    await insertTerminal(deps, change, admission);
    await change.audit({
      action: 'terminal.enrolled',
      target: { kind: 'terminal', id: terminalId, name: device.name },
      before: null,
      after: { deviceId: enrolment.deviceId, enrolmentId: enrolment.id, keyProtector: admission.request.keyProtector },
    });
    change.afterCommit(() => deps.onEnrolled(terminalId));
    return change.at;
  });
  return { device, issuedAt };
}

async function endEarlierTerminal(
  { onReplaced, spool }: EnrolmentsDeps,
  change: Change,
  deviceId: DeviceId,
): Promise<void> {
  const terminals = createSqlTerminalStore(change.queries);
  const earlier = await terminals.ofDevice(deviceId);
  if (earlier === undefined) return;
  await terminals.revoke(earlier.id, change.at);
  await change.stores.printers.remove(earlier.id);
  await leaveJobs(change, earlier.id, spool);
  change.afterCommit(() => onReplaced(earlier.id));
}

async function insertTerminal(deps: EnrolmentsDeps, { queries, at }: Change, admission: Admission): Promise<void> {
  const { enrolment, request, terminalId, servicePin, serial } = admission;
  const terminals = createSqlTerminalStore(queries);
  await terminals.create(
    newTerminal({
      id: terminalId,
      deviceId: enrolment.deviceId,
      version: request.terminalVersion,
      keyProtector: request.keyProtector,
      enrolledAt: at,
      servicePinSealed: sealServicePin(deps.keys, terminalId, servicePin),
    }),
  );
  const issuer = toHex(deps.fleet.authority.spkiHash);
  const first = { usedAt: at, supersededAt: null, revokedAt: null };
  await terminals.addCertificate({ serial, terminalId, issuedAt: at, issuer, ...first });
}

function refusal(verdict: Exclude<CodeVerdict, 'good'>): GatewayRefusal {
  return new GatewayRefusal(...REFUSALS[verdict]);
}
