import { earliest, Fault, isId, later, type PinId } from '@holdover/kernel';
import { generatePin } from '@holdover/offline-login';
import type { PinChange, PinChangeAnswer } from '@holdover/protocol';
import type { Change } from '../../changes/change.ts';
import type { Peer } from '../../gateway/peer.ts';
import { addCredential } from '../credentials/add-credential.ts';
import type { Credential } from '../credentials/credential.ts';
import { CREDENTIALS_A_KIND, DRAWS } from '../credentials/credentials.ts';
import { prepare, upToDate, type PreparedSecret } from '../credentials/prepared-secret.ts';
import { auditFormOf, removeCredential, stillOpens } from '../credentials/retired-credential.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import type { User } from '../users/user.ts';
import {
  actorOf,
  ownCredentialStore,
  proveOneself,
  standing,
  UNREAD_FOR,
  type OwnCredentialsDeps,
} from './prove-oneself.ts';
import { retirePredecessor } from './pin-succession.ts';

export async function changePin(deps: OwnCredentialsDeps, peer: Peer, request: PinChange): Promise<PinChangeAnswer> {
  const { attempt } = request;
  const proven = await proveOneself(deps, peer, request);
  if (proven.outcome === 'refused') return proven;
  const { user, matched } = proven;
  const { least } = await readPinRules(deps.stores, deps.clock.wall());
  for (let draw = 1; draw <= DRAWS; draw++) {
    const pin = generatePin(least, deps.entropy);
    const secret = await prepare(deps, 'pin', pin);
    const given = { peer, attempt, user, secret, provenId: matched[0]?.credential.id };
    const made = await deps.changes.make(actorOf(user), (change) => replacePin(deps, change, given));
    if (typeof made !== 'string') return { outcome: 'changed', attempt, userId: user.id, pinId: made.pinId, pin };
    if (made === 'too-many-pins') return { outcome: made, attempt };
    if (made === 'gone') return { outcome: 'refused', attempt, code: 'unknown-credential', userId: null };
  }
  throw new Fault({ owner: 'environment', code: 'pins-exhausted', message: 'Every PIN that was drawn is taken' });
}

interface Given {
  readonly peer: Peer;
  readonly attempt: string;
  readonly user: User;
  readonly secret: PreparedSecret;
  /** The PIN proved with; undefined by password. */
  readonly provenId: Credential['id'] | undefined;
}

async function replacePin(
  deps: OwnCredentialsDeps,
  change: Change,
  given: Given,
): Promise<{ readonly pinId: PinId } | 'taken' | 'too-many-pins' | 'gone'> {
  const { credentials } = change.stores;
  const user = await standing(change, given.user);
  const old = given.provenId === undefined ? undefined : await credentials.read(given.provenId);
  if (user === undefined || (given.provenId !== undefined && old === undefined)) return 'gone';
  const secret = await upToDate(deps, change, given.secret);
  if (await isTaken(deps, change, user, secret)) return 'taken';
  const lost = await neverReceived(change, given, old);
  const staying = (await credentials.ofUser(user.id, 'pin')).filter(({ id }) => id !== old?.id && id !== lost?.id);
  if (staying.length >= CREDENTIALS_A_KIND) return 'too-many-pins';

  const store = ownCredentialStore(change);
  if (lost !== undefined) {
    await removeCredential(deps.signals, change, lost, user.userName);
    if (isId('pin', lost.id)) await store.settle(lost.id);
  }
  // B9l: with the end that the old one had before it was given a sooner one.
  const expiresAt = (old === undefined ? null : (lost ?? old).expiresAt) ?? null;
  const fresh = { userId: user.id, secret, at: change.at, expiresAt, fingerprint: null };
  const credential = await addCredential(deps, change, fresh);
  const { id } = credential;
  if (!isId('pin', id)) throw new Fault({ owner: 'ours', code: 'invariant-broken', message: 'A PIN has another id' });
  if (old !== undefined && isId('pin', old.id)) {
    await retirePredecessor(deps.signals, change, old.id);
    const soon = later(change.at, UNREAD_FOR);
    await credentials.endAt(old.id, expiresAt === null ? soon : earliest(soon, expiresAt));
    await store.succeed({ newId: id, oldId: old.id, userId: user.id });
  }
  await conclude(deps, change, { ...given, old, credential });
  return { pinId: id };
}

async function isTaken(
  { signals }: OwnCredentialsDeps,
  change: Change,
  { id: userId }: User,
  { kind, lookup, lookups }: PreparedSecret,
): Promise<boolean> {
  if ((await change.stores.credentials.findByLookup(kind, lookup)) !== undefined) return true;
  return (await stillOpens(change, signals, { kind, lookups, userId })).length > 0;
}

/** Whoever asks again with the old PIN, or by password soon, has not seen what was made for them before. */
async function neverReceived(
  change: Change,
  { user }: Given,
  old: Credential | undefined,
): Promise<Credential | undefined> {
  const store = ownCredentialStore(change);
  const made =
    old !== undefined && isId('pin', old.id)
      ? [(await store.successorOf(old.id))?.newId]
      : (await store.unread(user.id)).map(({ credentialId }) => credentialId);
  const id = made.find((one) => isId('pin', one));
  return id === undefined ? undefined : change.stores.credentials.read(id);
}

async function conclude(
  deps: OwnCredentialsDeps,
  change: Change,
  { peer, attempt, user, old, credential }: Given & { old: Credential | undefined; credential: Credential },
): Promise<void> {
  const { terminal } = peer;
  const made = { attempt, terminalId: terminal.id, userId: user.id, credentialId: credential.id, at: change.at };
  await ownCredentialStore(change).keep(made);
  await change.audit({
    action: 'pin.changed',
    target: { kind: 'pin', id: credential.id, name: user.userName },
    before: old === undefined ? null : auditFormOf(old),
    after: { ...auditFormOf(credential), deviceId: terminal.deviceId },
  });
  await change.raiseRevision();
  await deps.signals.membersChanged(change);
}
