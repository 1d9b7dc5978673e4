import { panelCardRegistration, panelPinChange, panelPinChanged } from '@holdover/api';
import type { FastifyInstance } from 'fastify';
import type { OwnCredentials, PinChangeOutcome, RegistrationOutcome } from '../own-credentials/own-credentials.ts';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import { loginRefusal, read } from './panel-answers.ts';
import { PanelRefusal } from './panel-refusal.ts';
import { sessionOf } from './session-guard.ts';
import { answerSession, type SessionRoutesOptions } from './session-routes.ts';

export interface OwnRoutesOptions extends Pick<SessionRoutesOptions, 'cookieName' | 'isSecure' | 'state'> {
  readonly own: OwnCredentials;
  readonly sessions: SessionKeeper;
}

/** What people do for themselves (E10). Nothing of it is in any log, and the new PIN in one answer. */
export function registerOwnRoutes(app: FastifyInstance, options: OwnRoutesOptions): void {
  const { own, sessions, cookieName } = options;
  app.post('/api/register-card', async (request, reply) => {
    const body = read(panelCardRegistration, request.body);
    const before = sessions.current();
    if (before !== undefined) sessions.touch(sessionOf(request, sessions, cookieName).id);
    return answerSession(reply, options, registered(await own.registerCard(body)));
  });
  app.post('/api/change-pin', async (request) => {
    const { id } = sessionOf(request, sessions, cookieName);
    sessions.touch(id);
    const outcome = await own.changePin(read(panelPinChange, request.body));
    sessions.touch(id);
    return panelPinChanged.parse({ pin: changed(outcome) });
  });
}

function registered(outcome: RegistrationOutcome): OpenSession {
  switch (outcome.outcome) {
    case 'registered':
      return outcome.session;
    case 'refused':
      throw loginRefusal(outcome.refusal);
    case 'unavailable':
      throw new PanelRefusal('not-available', { reason: 'needs-print-server' });
    case 'not-allowed':
      throw new PanelRefusal('registration-not-allowed');
    case 'card-taken':
    case 'too-many-cards':
    case 'journal-full':
      throw new PanelRefusal(outcome.outcome);
    case 'busy':
      throw new PanelRefusal('session-active');
    case 'not-recorded':
      throw new PanelRefusal('terminal-fault');
  }
}

function changed(outcome: PinChangeOutcome): string {
  switch (outcome.outcome) {
    case 'changed':
      return outcome.pin;
    case 'refused':
      throw loginRefusal(outcome.refusal);
    case 'unavailable':
      throw new PanelRefusal('not-available', { reason: 'needs-print-server' });
    case 'too-many-pins':
      throw new PanelRefusal('too-many-pins');
  }
}
