import { seconds, type BootTime } from '@holdover/kernel';
import type { Account, AccountEffect, AccountPurpose } from './account-state.ts';
import type { Input, Panel, Step, VisitScreen } from './panel-state.ts';
import {
  editProof,
  emptied,
  emptyPassword,
  emptyPin,
  firstProof,
  isComplete,
  nextField,
  proofRequest,
  typedLength,
} from './proof-steps.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { go, stay, type InputOf } from './step-parts.ts';

/** A PIN on a screen is for one pair of eyes. */
const NEW_PIN_SHOWN = seconds(60);

export const ACCOUNT_MENU: Account = { step: 'menu', refusal: null };

/** @returns null when this input is none of the account's */
export function onAccountInput(panel: Panel, visit: VisitScreen, input: Input, now: BootTime): Step | null {
  const { account } = visit;
  if (account === null) return null;
  const show = (next: Account): Step => go(panel, { ...visit, account: next });
  switch (input.type) {
    case 'registration-asked':
      return can(visit, 'register-card') ? show({ step: 'hold-card' }) : stay(panel);
    case 'pin-change-asked':
      return can(visit, 'change-pin') ? show(prove(panel, { is: 'change-pin' })) : stay(panel);
    case 'card-read':
      return account.step === 'hold-card' ? show(prove(panel, { is: 'register-card', card: input.number })) : null;
    case 'account-left':
    case 'pin-noted':
    case 'clear':
      return account.step === 'asking' ? stay(panel) : show(ACCOUNT_MENU);
    case 'account-answered':
      return hear(panel, visit, input, now);
    default:
      return account.step === 'prove' ? onProof(panel, visit, account, input) : null;
  }
}

/** The new PIN goes from the screen by itself. */
export function passAccountTime(account: Account | null, now: BootTime): Account | null {
  return account?.step === 'new-pin' && now - account.at >= NEW_PIN_SHOWN ? ACCOUNT_MENU : account;
}

export const newPinLeft = (at: BootTime, now: BootTime): number => Math.max(0, at + NEW_PIN_SHOWN - now) / 1_000;

function can(visit: VisitScreen, name: 'register-card' | 'change-pin'): boolean {
  return visit.session.actions.some((action) => action.name === name && action.available);
}

type Prove = Extract<Account, { readonly step: 'prove' }>;

function prove(panel: Panel, purpose: AccountPurpose): Prove {
  return { step: 'prove', purpose, proof: firstProof(panel.terminal?.state), refusal: null };
}

function onProof(panel: Panel, visit: VisitScreen, account: Prove, input: Input): Step | null {
  const show = (next: Account): Step => go(panel, { ...visit, account: next });
  switch (input.type) {
    case 'digit':
    case 'text':
    case 'erase':
    case 'field-chosen':
      return show({ ...account, proof: editProof(account.proof, input), refusal: null });
    case 'proof-chosen':
      return show({ ...account, proof: input.with === 'pin' ? emptyPin : emptyPassword, refusal: null });
    case 'submit':
      return submit(panel, visit, account);
    default:
      return null;
  }
}

function submit(panel: Panel, visit: VisitScreen, account: Prove): Step {
  const { proof, purpose } = account;
  const next = proof.with === 'password' ? nextField(proof) : null;
  if (next !== null) return go(panel, { ...visit, account: { ...account, proof: next, refusal: null } });
  if (!isComplete(proof)) return stay(panel);
  const ask = panel.lastAsk + 1;
  const session = visit.session.id;
  const sent = proofRequest(proof);
  const effect: AccountEffect =
    purpose.is === 'register-card'
      ? { type: 'register-card', ask, session, request: { card: purpose.card, proof: sent } }
      : { type: 'change-pin', ask, session, request: { proof: sent } };
  const asking: Account = { step: 'asking', ask, purpose, proof: emptied(proof), dots: typedLength(proof) };
  return go({ ...panel, lastAsk: ask }, { ...visit, account: asking }, effect);
}

function hear(panel: Panel, visit: VisitScreen, input: InputOf<'account-answered'>, now: BootTime): Step {
  const { account } = visit;
  const { answer } = input;
  if (account?.step !== 'asking' || account.ask !== input.ask) return stay(panel);
  const show = (next: Account): Step => go(panel, { ...visit, account: next });
  if (answer.is === 'card-registered') return show({ step: 'card-registered' });
  if (answer.is === 'pin-changed') {
    return show({ step: 'new-pin', pin: answer.pin, replaces: account.proof.with === 'pin', at: now });
  }
  const refusal = refusalOf(answer, now);
  const again: readonly Refusal['code'][] = ['unknown-credential', 'locked', 'unreachable', 'terminal-fault'];
  if (!again.includes(refusal.code)) return show({ step: 'menu', refusal });
  return show({ step: 'prove', purpose: account.purpose, proof: account.proof, refusal });
}
