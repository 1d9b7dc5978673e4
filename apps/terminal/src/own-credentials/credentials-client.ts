import { seconds } from '@holdover/kernel';
import {
  cardRegistrationAnswer,
  PATHS,
  pinChangeAnswer,
  type CardRegistration,
  type CardRegistrationAnswer,
  type GatewayWire,
  type PinChange,
  type PinChangeAnswer,
} from '@holdover/protocol';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { readAnswer } from '../link/read-answer.ts';

/** What people do for themselves goes to the server alone. */
export interface CredentialsClient {
  registerCard(registration: CardRegistration): Promise<GatewayAnswer<CardRegistrationAnswer>>;
  changePin(change: PinChange): Promise<GatewayAnswer<PinChangeAnswer>>;
}

/** Somebody stands there and waits; a server that takes longer is as good as away. */
const LIMITS = { deadline: seconds(10), mostBytes: 65_536 };

export function createCredentialsClient(wire: Pick<GatewayWire, 'call'>): CredentialsClient {
  return {
    registerCard: (registration) =>
      readAnswer(
        wire.call({ path: PATHS.cardRegistration, body: JSON.stringify(registration), ...LIMITS }),
        cardRegistrationAnswer,
      ),
    changePin: (change) =>
      readAnswer(wire.call({ path: PATHS.pinChange, body: JSON.stringify(change), ...LIMITS }), pinChangeAnswer),
  };
}
