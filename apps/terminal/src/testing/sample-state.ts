import { createHash, createHmac } from 'node:crypto';
import {
  instant,
  makeId,
  toBase64Url,
  type CardId,
  type Entropy,
  type Instant,
  type PinId,
  type UserId,
} from '@holdover/kernel';
import {
  PROTOCOL_VERSION,
  type HeldCredential,
  type HeldUser,
  type LoginAnswer,
  type LoginRequest,
  type StateSnapshot,
  type Tidings,
} from '@holdover/protocol';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';
import type { Stretcher } from '../session/stretched-secret.ts';

/** A person of a test, with the secrets typed and swiped there. */
export interface Person {
  readonly user: HeldUser;
  readonly pin: { readonly id: PinId; readonly digits: string };
  readonly card: { readonly id: CardId; readonly number: string };
}

export function samplePerson(entropy: Entropy, name: string, pin: string, card: string): Person {
  const id: UserId = makeId('user', instant(10), entropy);
  return {
    user: { id, userName: name.toLowerCase(), fullName: name, language: null, color: true, scanToMe: true },
    pin: { id: makeId('pin', instant(11), entropy), digits: pin },
    card: { id: makeId('card', instant(12), entropy), number: card },
  };
}

/** Of a profile: cards as they are read, and no folders. */
export const PLAIN_PROFILE: Pick<
  StateSnapshot['profile'],
  'cardTransformation' | 'cardRegistration' | 'scanToUsb' | 'scanTargets'
> = {
  cardTransformation: null,
  cardRegistration: false,
  scanToUsb: true,
  scanTargets: [],
};

/** Fast instead of slow: what tests measure is not the hash. */
export const quickStretch: Stretcher = (secrets) =>
  Promise.resolve(secrets.map(({ method, text }) => ({ method, bytes: stretchedOf(method, text) })));

export function stretchedOf(method: 'pin' | 'card', text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`${method}:${text}`).digest());
}

export function heldOf(
  person: Person,
  key: Uint8Array,
  options: { source: 'sync' | 'session'; at: Instant },
): HeldCredential[] {
  const common = { userId: person.user.id, endsAt: null, source: options.source, confirmedAt: options.at };
  return [
    { id: person.pin.id, method: 'pin', verifier: verifierOf(key, 'pin', person.pin.digits), ...common },
    { id: person.card.id, method: 'card', verifier: verifierOf(key, 'card', person.card.number), ...common },
  ];
}

function verifierOf(key: Uint8Array, method: 'pin' | 'card', text: string): string {
  return toBase64Url(new Uint8Array(createHmac('sha256', key).update(stretchedOf(method, text)).digest()));
}

const SAMPLE_LINK = {
  salt: toBase64Url(new Uint8Array(16)),
  parameters: { memoryKiB: 8, passes: 1, lanes: 1 },
};

export interface SampleOptions {
  readonly identity: Pick<TerminalIdentity, 'deviceId' | 'deviceName'>;
  readonly people: readonly Person[];
  readonly key: Uint8Array;
  readonly at: Instant;
  readonly revision?: number;
  readonly generation?: number;
  readonly change?: Partial<StateSnapshot>;
}

export function sampleSnapshot({
  identity,
  people,
  key,
  at,
  revision = 1,
  generation = 1,
  change = {},
}: SampleOptions): StateSnapshot {
  return {
    kind: 'snapshot',
    protocol: PROTOCOL_VERSION,
    revision,
    generation,
    incarnation: { number: 1, random: '0123456789abcdef' },
    computedAt: at,
    cacheKey: toBase64Url(key),
    hashing: {
      pin: { generation: 1, links: [SAMPLE_LINK] },
      card: { generation: 1, links: [SAMPLE_LINK] },
    },
    fleet: { authority: null, gateways: [] },
    device: {
      id: identity.deviceId,
      name: identity.deviceName,
      model: 'kyocera',
      offlineLogin: true,
      language: 'en',
      printerPin: null,
    },
    settings: {
      enabled: true,
      cacheHours: 72,
      uncertainHours: 8,
      intervalHours: 4,
      pinMinLength: 6,
      pinAttempts: 5,
      pinRefillMinutes: 90,
      retentionHours: 24,
      offlinePageLimit: null,
      journalKeepDays: 7,
    },
    profile: {
      name: 'Default',
      loginMethods: ['pin', 'card', 'card+pin'],
      idleTimeoutSeconds: 60,
      actions: ['print', 'copy'],
      ...PLAIN_PROFILE,
    },
    users: people.map(({ user }) => user),
    credentials: people.flatMap((person) => heldOf(person, key, { source: 'sync', at })),
    denyList: null,
    tidings: sampleTidings({ serverTime: at, desiredRevision: revision, desiredGeneration: generation }),
    ...change,
  };
}

export function sampleTidings(change: Partial<Tidings> = {}): Tidings {
  return {
    serverTime: instant(1_700_000_000_000),
    desiredRevision: 1,
    desiredGeneration: 1,
    denyListVersion: 0,
    confirmedAt: null,
    ...change,
  };
}

/** Answers logins as a server that knows these people would. */
export function sampleLogins(
  people: readonly Person[],
  key: Uint8Array,
  at: Instant,
): (request: LoginRequest) => LoginAnswer {
  return ({ attempt, proof }) => {
    const sent = proof.kind === 'credentials' ? proof.credentials : [];
    const person = people.find(({ pin, card }) =>
      sent.every(
        ({ method, stretched }) =>
          stretched === toBase64Url(stretchedOf(method, method === 'pin' ? pin.digits : card.number)),
      ),
    );
    if (person === undefined || sent.length === 0)
      return { outcome: 'refused', attempt, code: 'unknown-credential', userId: null };
    const methods = sent.map(({ method }) => method);
    return {
      outcome: 'granted',
      attempt,
      user: person.user,
      method: methods.length === 2 ? 'card+pin' : (methods[0] ?? 'pin'),
      cache: heldOf(person, key, { source: 'session', at }).filter(({ method }) => methods.includes(method)),
      generation: 1,
      at,
    };
  };
}
