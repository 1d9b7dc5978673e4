import {
  createCard,
  createPin,
  deleteCard,
  deletePin,
  listCards,
  listPins,
  renewPins as renewPinsRoute,
  type Card as ApiCard,
  type Pin as ApiPin,
} from '@holdover/api';
import { toRfc3339, type CardId, type PinId } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { readUser } from '../users/users.ts';
import type { Credential } from './credential.ts';
import type { Credentials } from './credentials.ts';
import type { RenewPins } from './renew-pins.ts';
import type { RenewedPin } from './replace-pins.ts';

export interface CredentialRoutesDeps {
  readonly credentials: Credentials;
  readonly renewPins: RenewPins;
  readonly stores: Stores;
}

export function addCredentialRoutes(
  routes: RouteRegistrar,
  { credentials, renewPins, stores }: CredentialRoutesDeps,
): void {
  routes.add(listPins, async ({ params }) => {
    await readUser({ stores }, params.id);
    return { items: (await stores.credentials.ofUser(params.id, 'pin')).map(pinToApi), nextCursor: null };
  });
  routes.add(
    createPin,
    async ({ actor, params, body }) => {
      const { credential, generated } = await credentials.createPin(actor, params.id, body);
      return { ...pinToApi(credential), ...(generated === undefined ? {} : { pin: generated }) };
    },
    { withoutSecrets: ({ pin: _shownOnce, ...rest }) => rest },
  );
  routes.add(
    renewPinsRoute,
    async ({ actor, body }) => {
      const { renewed, remaining } = await renewPins(actor, body.users);
      return { renewed: renewed.map(renewedToApi), remaining };
    },
    { withoutSecrets: ({ remaining }) => ({ renewed: [], remaining }) },
  );
  routes.add(deletePin, ({ actor, params }) => credentials.delete(actor, params.id, params.pinId));
  routes.add(listCards, async ({ params }) => {
    await readUser({ stores }, params.id);
    return { items: (await stores.credentials.ofUser(params.id, 'card')).map(cardToApi), nextCursor: null };
  });
  routes.add(createCard, async ({ actor, params, query, body }) =>
    cardToApi(await credentials.createCard(actor, params.id, { ...body, move: query.move === 'true' })),
  );
  routes.add(deleteCard, ({ actor, params }) => credentials.delete(actor, params.id, params.cardId));
}

// Ids carry the prefix of their kind: `credentialOf` made them so.
function pinToApi({ id, length, createdAt, expiresAt }: Credential): ApiPin {
  return {
    id: id as PinId,
    length,
    createdAt: toRfc3339(createdAt),
    expiresAt: expiresAt === null ? null : toRfc3339(expiresAt),
  };
}

/** With the PIN in clear: for an answer that is given once. */
export function renewedToApi({ credential: { id, expiresAt }, user, pin }: RenewedPin) {
  const { id: userId, userName, fullName } = user;
  return {
    userId,
    userName,
    fullName,
    id: id as PinId,
    pin,
    expiresAt: expiresAt === null ? null : toRfc3339(expiresAt),
  };
}

function cardToApi({ id, ending, createdAt, expiresAt }: Credential): ApiCard {
  return {
    id: id as CardId,
    ending,
    createdAt: toRfc3339(createdAt),
    expiresAt: expiresAt === null ? null : toRfc3339(expiresAt),
  };
}
