import type { PanelLoginRequest } from '@holdover/api';
import { normalisePin, PIN_LENGTH } from '@holdover/offline-login';
import type { CredentialMethod } from '@holdover/protocol';
import { readCard } from './read-card.ts';

/** What was typed or swiped, in one form. Lives in memory for one attempt (B8). */
export interface Secret {
  readonly method: CredentialMethod;
  readonly text: string;
}

/** `unfit-card` the card is nobody's, and counts as one that nobody knows · `unfit-pin` cannot be anybody's. */
export type ReadSecrets =
  | { readonly read: true; readonly secrets: readonly Secret[] }
  | { readonly read: false; readonly problem: 'unfit-card' | 'unfit-pin' };

/**
 * The secrets of an attempt, card first; none for a password.
 * @param steps the profile's card transformation
 */
export function readSecrets(request: PanelLoginRequest, steps: string | null): ReadSecrets {
  const secrets: Secret[] = [];
  if ('card' in request) {
    const text = readCard(request.card, steps);
    if (text === undefined) return { read: false, problem: 'unfit-card' };
    secrets.push({ method: 'card', text });
  }
  if ('pin' in request) {
    const pin = readPin(request.pin);
    if (pin === undefined) return { read: false, problem: 'unfit-pin' };
    secrets.push(pin);
  }
  return { read: true, secrets };
}

/** The shape alone: a PIN given out before the rules changed still works (B9). */
export function readPin(typed: string): Secret | undefined {
  const text = normalisePin(typed);
  return /^[0-9]+$/.test(text) && text.length <= PIN_LENGTH.most ? { method: 'pin', text } : undefined;
}
