import { unreachable, type JobId, type SessionId } from '@holdover/kernel';
import type { Effect, Input, JobOrder, OrderAnswer } from './panel-state.ts';
import { createDeskEffectRunner } from './run-desk-effect.ts';
import { createOwnEffectRunner } from './run-own-effect.ts';
import type { TerminalClient } from './terminal-client.ts';

const LOGOUT_TRIES = 3;

/** Does what the machine asked for; every answer comes back as an input. */
export function createEffectRunner(
  client: TerminalClient,
  dispatch: (input: Input) => void,
): (effect: Effect) => Promise<void> {
  const answered = (session: SessionId, order: JobOrder | 'other', ids: readonly JobId[], answer: OrderAnswer): void =>
    dispatch({ type: 'order-answered', session, order, ids, answer });

  const runOwnEffect = createOwnEffectRunner(client, dispatch);
  const runDeskEffect = createDeskEffectRunner(client.desk, dispatch);

  return async (effect) => {
    switch (effect.type) {
      case 'log-in': {
        if (effect.instead !== null) await client.logOut(effect.instead);
        dispatch({ type: 'login-answered', ask: effect.ask, answer: await client.logIn(effect.request) });
        return;
      }
      case 'log-out':
        await logOutSurely(client, effect.session);
        return;
      case 'keep-alive':
        await tellIfEnded(effect.session, client.keepAlive(effect.session), answered);
        return;
      case 'list-jobs': {
        const items = await client.jobs(effect.session);
        if (items !== null) dispatch({ type: 'jobs-listed', session: effect.session, items });
        return;
      }
      case 'print':
        answered(effect.session, 'print', effect.ids, await client.print(effect.session, effect.ids));
        return;
      case 'cancel':
        answered(effect.session, 'cancel', [effect.id], await client.cancel(effect.session, effect.id));
        return;
      case 'remove':
        for (const id of effect.ids) {
          answered(effect.session, 'remove', [id], await client.remove(effect.session, id));
        }
        return;
      case 'register-first':
      case 'register-card':
      case 'change-pin':
      case 'open-service':
      case 'ask-service':
      case 'order-service':
        await runOwnEffect(effect);
        return;
      case 'ask-scanner':
      case 'start-copy':
      case 'start-scan':
      case 'order-task':
      case 'unlock-panel':
      case 'lock-panel':
        await runDeskEffect(effect);
        return;
      default:
        unreachable(effect);
    }
  };
}

/** Nobody stays logged in because one call was lost. */
async function logOutSurely(client: TerminalClient, session: SessionId): Promise<void> {
  for (let tries = 0; tries < LOGOUT_TRIES; tries++) {
    const answer = await client.logOut(session);
    if (answer.is !== 'unreachable') return;
  }
}

/** A touch is no order: of its answer only the end of the session matters. */
async function tellIfEnded(
  session: SessionId,
  answer: Promise<OrderAnswer>,
  answered: (session: SessionId, order: 'other', ids: readonly JobId[], answer: OrderAnswer) => void,
): Promise<void> {
  const result = await answer;
  if (result.is === 'refused' && result.code === 'session-ended') answered(session, 'other', [], result);
}
