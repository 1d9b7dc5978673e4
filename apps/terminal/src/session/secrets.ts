import type { PanelLoginRequest } from '@holdover/api';
import { cardProblem, normaliseCard, normalisePin, PIN_LENGTH } from '@holdover/offline-login';
import type { CredentialMethod } from '@holdover/protocol';

/** What was typed or swiped, in one form. Lives in memory for one attempt (B8). */
export interface Secret {
  readonly method: CredentialMethod;
  readonly text: string;
}

/** The secrets of an attempt, card first; none for a password; undefined when one cannot be anybody's. */
export function readSecrets(request: PanelLoginRequest): readonly Secret[] | undefined {
  switch (request.method) {
    case 'pin':
      return all([readPin(request.pin)]);
    case 'card':
      return all([readCard(request.card)]);
    case 'card+pin':
      return all([readCard(request.card), readPin(request.pin)]);
    case 'password':
      return [];
  }
}

/** The shape alone: a PIN given out before the rules changed still works (B9). */
function readPin(typed: string): Secret | undefined {
  const text = normalisePin(typed);
  return /^[0-9]+$/.test(text) && text.length <= PIN_LENGTH.most ? { method: 'pin', text } : undefined;
}

function readCard(read: string): Secret | undefined {
  const text = normaliseCard(read);
  return cardProblem(text) === undefined ? { method: 'card', text } : undefined;
}

function all(secrets: readonly (Secret | undefined)[]): readonly Secret[] | undefined {
  const present = secrets.filter((secret) => secret !== undefined);
  return present.length === secrets.length ? present : undefined;
}
