import { fromBase64Url, isId, present } from '@holdover/kernel';
import type { CardRegistration, CardRegistrationAnswer } from '@holdover/protocol';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { Change } from '../../changes/change.ts';
import type { Peer } from '../../gateway/peer.ts';
import { addCredential } from '../credentials/add-credential.ts';
import type { Credential } from '../credentials/credential.ts';
import { CREDENTIALS_A_KIND } from '../credentials/credentials.ts';
import { continueStretched, type PreparedSecret } from '../credentials/prepared-secret.ts';
import { auditFormOf, stillOpens } from '../credentials/retired-credential.ts';
import type { User } from '../users/user.ts';
import { actorOf, ownCredentialStore, proveOneself, standing, type OwnCredentialsDeps } from './prove-oneself.ts';

type Refusal = 'card-taken' | 'too-many-cards' | 'not-allowed';

export async function registerCard(
  deps: OwnCredentialsDeps,
  peer: Peer,
  request: CardRegistration,
): Promise<CardRegistrationAnswer> {
  const { attempt, card } = request;
  if (!(await isAllowed(deps, peer))) return { outcome: 'not-allowed', attempt };
  const proven = await proveOneself(deps, peer, request);
  if (proven.outcome === 'refused') return proven;
  const { user, method, matched } = proven;
  const stretched = present(fromBase64Url(card.stretched), 'a stretched secret that its schema accepted');
  const given = { peer, attempt, user, stretched, generation: card.generation };
  const made = await deps.changes.make(actorOf(user), (change) => register(deps, change, given));
  if (typeof made === 'string') return { outcome: made, attempt };
  const cached = [...matched, { credential: made, stretched }];
  const cardId = made.id;
  if (!isId('card', cardId)) throw new GatewayRefusal('server-fault', 'A card has another id than cards have');
  return {
    outcome: 'registered',
    cardId,
    login: await deps.logins.grant(peer, { attempt, user, method, cached }),
  };
}

async function isAllowed({ snapshots }: OwnCredentialsDeps, { device }: Peer): Promise<boolean> {
  const { snapshot } = await snapshots.current();
  return device !== undefined && snapshot.profiles.get(device.profileId)?.cardRegistration === true;
}

interface Given {
  readonly peer: Peer;
  readonly attempt: string;
  readonly user: User;
  readonly stretched: Uint8Array;
  readonly generation: number;
}

/** Invariant: whoever asks again, since no answer came, registers nothing twice and is answered as before. */
async function register(deps: OwnCredentialsDeps, change: Change, given: Given): Promise<Credential | Refusal> {
  const { peer, attempt } = given;
  const user = await standing(change, given.user);
  if (user === undefined) return 'not-allowed';
  const secret = await continueStretched(deps, change, { kind: 'card', ...given });
  if (secret === undefined) throw new GatewayRefusal('hashing-outdated', 'This hashing is not in use any more');
  const holder = await change.stores.credentials.findByLookup('card', secret.lookup);
  const store = ownCredentialStore(change);
  const unread = await store.unread(user.id);
  if (holder !== undefined && unread.some(({ credentialId }) => credentialId === holder.id)) return holder;
  if (holder !== undefined || (await isReserved(deps, change, user, secret))) return 'card-taken';
  if (user.cards >= CREDENTIALS_A_KIND) return 'too-many-cards';
  const { terminal } = peer;
  const { id: userId } = user;
  const fresh = { userId, secret, at: change.at, expiresAt: null, fingerprint: null };
  const credential = await addCredential(deps, change, fresh);
  await store.keep({ attempt, terminalId: terminal.id, userId, credentialId: credential.id, at: change.at });
  await change.audit({
    action: 'card.registered',
    target: { kind: 'card', id: credential.id, name: user.userName },
    before: null,
    after: { ...auditFormOf(credential), deviceId: terminal.deviceId },
  });
  await change.raiseRevision();
  await deps.signals.membersChanged(change);
  return credential;
}

/** B9: a card that some terminal still opens for its former owner waits for an administrator to move it. */
async function isReserved(
  { signals }: OwnCredentialsDeps,
  change: Change,
  { id: userId }: User,
  { kind, lookups }: PreparedSecret,
): Promise<boolean> {
  return (await stillOpens(change, signals, { kind, lookups, userId })).length > 0;
}
