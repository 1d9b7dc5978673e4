import { unreachable } from '@holdover/kernel';
import type { AccountEffect } from './account-state.ts';
import type { Input } from './panel-state.ts';
import type { ServiceEffect } from './service-state.ts';
import type { TerminalClient } from './terminal-client.ts';

/** Registering cards, changing PINs, and the service page. */
export function createOwnEffectRunner(
  client: TerminalClient,
  dispatch: (input: Input) => void,
): (effect: AccountEffect | ServiceEffect) => Promise<void> {
  return async (effect) => {
    switch (effect.type) {
      case 'register-first':
        dispatch({ type: 'login-answered', ask: effect.ask, answer: await client.registerFirst(effect.request) });
        return;
      case 'register-card':
      case 'change-pin': {
        const { ask, session } = effect;
        const answer =
          effect.type === 'register-card'
            ? await client.registerCard(session, effect.request)
            : await client.changePin(session, effect.request);
        dispatch({ type: 'account-answered', session, ask, answer });
        return;
      }
      case 'open-service':
        dispatch({ type: 'service-opened', ask: effect.ask, answer: await client.service.open(effect.pin) });
        return;
      case 'ask-service': {
        const { token } = effect;
        dispatch({ type: 'service-told', token, answer: await client.service.status(token) });
        return;
      }
      case 'order-service': {
        const { token, order } = effect;
        dispatch({ type: 'service-ordered', token, order, answer: await client.service.order(token, order) });
        return;
      }
      default:
        unreachable(effect);
    }
  };
}
