import { unreachable } from '@holdover/kernel';
import type { DeskClient } from './desk-client.ts';
import type { DeskAnswer, DeskEffect, DeskInput } from './desk-state.ts';

/** Does what the machine asked for of scanner, tasks and the device's panel; every answer comes back as an input. */
export function createDeskEffectRunner(
  client: DeskClient,
  dispatch: (input: DeskInput) => void,
): (effect: DeskEffect) => Promise<void> {
  return async (effect) => {
    const { session, ask } = effect;
    const answered = (answer: DeskAnswer): void => dispatch({ type: 'desk-answered', session, ask, answer });
    switch (effect.type) {
      case 'ask-scanner':
        dispatch({ type: 'scanner-answered', session, ask, answer: await client.scanner(session) });
        return;
      case 'start-copy':
        answered(await client.copy(session, effect.request));
        return;
      case 'start-scan':
        answered(await client.scan(session, effect.request));
        return;
      case 'order-task':
        answered(await client.order(session, effect.id, effect.order, effect.target));
        return;
      case 'unlock-panel':
      case 'lock-panel':
        answered(await client.setLock(session, effect.type));
        return;
      default:
        unreachable(effect);
    }
  };
}
