import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import {
  equalBytes,
  Fault,
  seconds,
  toBase64Url,
  type Clock,
  type DeviceId,
  type FleetId,
  type Logger,
  type TerminalId,
} from '@holdover/kernel';
import {
  createPrivateKeyPem,
  createSystemClock,
  createSystemEntropy,
  createSigningRequest,
  decodeEnrolmentCode,
  ensurePrivateFolder,
  identityOf,
  spkiHashOf,
  type EnrolmentCode,
} from '@holdover/nodejs';
import { enrolAnswer, PATHS, PROTOCOL_VERSION, type EnrolAnswer, type EnrolRequest } from '@holdover/protocol';
import { createKeyfileProtector, type KeyProtector } from '@holdover/sealed-store';
import * as z from 'zod';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { callJson } from '../link/https-call.ts';
import { joinFleet } from '../service/membership.ts';
import { hashServicePin } from '../service/service-pin.ts';
import { makeFirstBucket } from '../session/pin-throttle.ts';
import { openJournalStore } from '../store/terminal-stores.ts';
import { TERMINAL_VERSION } from '../version.ts';
import { holdEarlier, type EarlierIdentity } from './earlier-identity.ts';
import { fetchAuthority } from './fetch-authority.ts';
import { isForThisKey, renewalTime } from './next-identity.ts';
import { writeIdentity, type TerminalIdentity } from './terminal-identity.ts';

export interface EnrolmentOptions {
  readonly dataDir: string;
  /** As the console shows it; spaces, dashes and case do not matter. */
  readonly code: string;
  readonly logger: Logger;
  /** Default: a key file in `dataDir`. */
  readonly protector?: KeyProtector;
  readonly clock?: Clock;
}

/** What may be shown of an enrolment. */
export interface Enrolled {
  readonly fleetId: FleetId;
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly deviceName: string;
}

const DEADLINE = seconds(20);
const MOST_BYTES = 65_536;

/**
 * Makes this folder a terminal of the fleet that wrote the code (security.md, Enrolment), or anew a terminal of the same fleet.
 * Invariant: the secret goes only to a gateway proven by the pinned authority; before everything is known nothing is stored.
 * @throws Fault `enrolment-code-mistyped|newer|unknown|used|expired`, `authority-mismatch`, `foreign-server`,
 *   `gateway-unreachable|too-slow`, `already-enrolled` in another fleet, `already-running`, `protocol-too-new`
 */
export async function enrolTerminal(options: EnrolmentOptions): Promise<Enrolled> {
  const { dataDir, logger, clock = createSystemClock(), protector = createKeyfileProtector(options.dataDir) } = options;
  const code = decodeEnrolmentCode(options.code);
  const earlier = await holdEarlier(dataDir, protector, code);
  try {
    return await enrol({ dataDir, logger, clock, protector }, code, earlier);
  } finally {
    earlier?.release();
  }
}

async function enrol(
  { dataDir, logger, clock, protector }: Required<Omit<EnrolmentOptions, 'code'>>,
  code: EnrolmentCode,
  earlier: EarlierIdentity | undefined,
): Promise<Enrolled> {
  const authority = await fetchAuthority(clock, code);
  const privateKey = createPrivateKeyPem();
  const { answer, fleet } = await sendRequest(clock, {
    code,
    authority,
    request: {
      protocol: PROTOCOL_VERSION,
      secret: toBase64Url(code.secret),
      signingRequest: await createSigningRequest(privateKey),
      terminalVersion: TERMINAL_VERSION,
      keyProtector: protector.kind,
    },
  });
  checkAnswer(answer, { code, fleet, privateKey });
  await earlier?.leave();
  await store(dataDir, protector, {
    ...answer,
    keyProtector: protector.kind,
    servicePin: await hashServicePin(answer.servicePin),
    own: { certificate: answer.certificate, privateKey },
    previous: null,
    renewAt: renewalTime(answer.issuedAt, createSystemEntropy()),
  });
  const { fleetId, terminalId, deviceId, deviceName } = answer;
  logger.info('Enrolled', { fleetId, terminalId, deviceId });
  return { fleetId, terminalId, deviceId, deviceName };
}

/** Invariant: the identity is written last and in one piece; whatever is there without it counts for nothing but the journal. */
async function store(dataDir: string, protector: KeyProtector, identity: TerminalIdentity): Promise<void> {
  await ensurePrivateFolder(dataDir);
  const key = await protector.unlock();
  const journal = openJournalStore(dataDir, key);
  try {
    makeFirstBucket(journal);
    joinFleet(journal);
  } finally {
    journal.close();
  }
  await writeIdentity(dataDir, key, identity);
}

interface Request {
  readonly code: EnrolmentCode;
  readonly authority: string;
  readonly request: EnrolRequest;
}

async function sendRequest(
  clock: Clock,
  { code, authority, request }: Request,
): Promise<{ answer: EnrolAnswer; fleet: FleetId }> {
  let fleet: FleetId | undefined;
  const result = await callJson(clock, {
    scheme: 'https',
    to: {
      host: code.host,
      port: code.enrolmentPort,
      path: PATHS.enrol,
      agent: false,
      ...enrolmentTls(authority, (found) => {
        fleet = found;
      }),
    },
    body: request,
    answer: enrolAnswer,
    deadline: DEADLINE,
    mostBytes: MOST_BYTES,
  });
  if (result.kind === 'answer' && fleet !== undefined) return { answer: result.value, fleet };
  throw refusal(result);
}

/** A new connection that trusts only the pinned authority, and of its certificates only a gateway's. */
function enrolmentTls(authority: string, onFleet: (fleet: FleetId) => void): ConnectionOptions {
  return {
    ca: authority,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    checkServerIdentity: (host, certificate) => {
      const identity = identityOf(new X509Certificate(certificate.raw));
      if (identity?.role !== 'gateway') return foreignServer(`${host} shows a certificate that is not a gateway's`);
      onFleet(identity.fleet);
      return undefined;
    },
  };
}

function checkAnswer(
  answer: EnrolAnswer,
  { code, fleet, privateKey }: { code: EnrolmentCode; fleet: FleetId; privateKey: string },
): void {
  const fits =
    answer.fleetId === fleet &&
    equalBytes(spkiHashOf(answer.authority), code.authorityHash) &&
    isForThisKey(answer, { fleetId: fleet, terminalId: answer.terminalId, privateKey });
  if (!fits) {
    throw new Fault({
      owner: 'peer',
      code: 'enrolment-answer-unfit',
      message: 'The server answered with a certificate that is not for this terminal',
    });
  }
}

function refusal(result: GatewayAnswer<EnrolAnswer>): Fault {
  switch (result.kind) {
    case 'answer':
      return foreignServer('The server was not identified');
    case 'refused':
      return new Fault({
        owner: result.status >= 500 ? 'peer' : 'caller',
        code: result.code,
        message: `The server refused the enrolment with status ${result.status}`,
        retryable: result.status >= 500,
      });
    case 'none':
      return isCertificateError(result.fault.cause)
        ? foreignServer('The server shows a certificate that is not of the fleet that made this code', result.fault)
        : result.fault;
  }
}

/** OpenSSL's verdicts as Node.js names them, to word a refusal that has already happened; nothing is accepted by it. */
function isCertificateError(cause: unknown): boolean {
  return z.object({ code: z.string().regex(/CERT|SIGNATURE|ISSUER|INVALID_|PATH_LENGTH|ERR_TLS/) }).safeParse(cause)
    .success;
}

function foreignServer(message: string, cause?: unknown): Fault {
  return new Fault({ owner: 'peer', code: 'foreign-server', message, cause });
}
