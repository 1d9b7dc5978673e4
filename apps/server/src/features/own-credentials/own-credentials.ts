import type { CardRegistration, CardRegistrationAnswer, PinChange, PinChangeAnswer } from '@holdover/protocol';
import type { Peer } from '../../gateway/peer.ts';
import { changePin } from './change-pin.ts';
import type { OwnCredentialsDeps } from './prove-oneself.ts';
import { registerCard } from './register-card.ts';

/**
 * What people do with cards and PINs of their own at a panel. Each call proves who asks, by what bounds a login as well; a session
 * alone does nothing.
 */
export interface OwnCredentials {
  /** An unknown card becomes the card of whoever proves who they are, where the device's profile allows it. */
  registerCard(peer: Peer, request: CardRegistration): Promise<CardRegistrationAnswer>;
  /** B9: a generated PIN; the one proved with ends once the new one is used, or soon (ADR 24). */
  changePin(peer: Peer, request: PinChange): Promise<PinChangeAnswer>;
}

export function createOwnCredentials(deps: OwnCredentialsDeps): OwnCredentials {
  return {
    registerCard: (peer, request) => registerCard(deps, peer, request),
    changePin: (peer, request) => changePin(deps, peer, request),
  };
}
