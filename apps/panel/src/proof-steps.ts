import type { PanelLoginRequest, PanelState } from '@holdover/api';
import type { Panel } from './panel-state.ts';
import type { PasswordProof, PinProof, Proof } from './proof-state.ts';
import type { InputOf } from './step-parts.ts';

/** B9: PINs are 4 to 16 digits. */
export const PIN_LEAST = 4;
const PIN_MOST = 16;
/** As the terminal takes them. */
const MOST = { userName: 256, password: 1_024 } as const;

export const emptyPin: PinProof = { with: 'pin', pin: '' };
export const emptyPassword: PasswordProof = { with: 'password', userName: '', password: '', field: 'userName' };

export type EditInput = InputOf<'digit' | 'text' | 'erase' | 'field-chosen'>;

export function editPin(pin: string, input: EditInput): string {
  switch (input.type) {
    case 'digit':
      return (pin + input.digit).slice(0, PIN_MOST);
    case 'text':
      return /^\d$/.test(input.text) ? (pin + input.text).slice(0, PIN_MOST) : pin;
    case 'erase':
      return pin.slice(0, -1);
    default:
      return pin;
  }
}

export function editPassword(proof: PasswordProof, input: EditInput): PasswordProof {
  const { field } = proof;
  const typed = Array.from(proof[field]);
  switch (input.type) {
    case 'field-chosen':
      return { ...proof, field: input.field };
    case 'digit':
      return { ...proof, [field]: [...typed, input.digit].slice(0, MOST[field]).join('') };
    case 'text':
      return { ...proof, [field]: [...typed, input.text].slice(0, MOST[field]).join('') };
    default:
      return { ...proof, [field]: typed.slice(0, -1).join('') };
  }
}

export function editProof(proof: Proof, input: EditInput): Proof {
  return proof.with === 'pin' ? { ...proof, pin: editPin(proof.pin, input) } : editPassword(proof, input);
}

/** Enter after the user name asks for the password; whatever is complete can be sent. */
export function nextField(proof: PasswordProof): PasswordProof | null {
  if (isComplete(proof)) return null;
  return { ...proof, field: proof.userName === '' ? 'userName' : 'password' };
}

export function isComplete(proof: Proof): boolean {
  return proof.with === 'pin' ? proof.pin.length >= PIN_LEAST : proof.userName !== '' && proof.password !== '';
}

/** What stays on the page when it is sent, and again after a refusal. */
export function emptied(proof: Proof): Proof {
  return proof.with === 'pin' ? emptyPin : emptiedPassword(proof);
}

export function emptiedPassword(proof: PasswordProof): PasswordProof {
  return { ...proof, password: '', field: proof.userName === '' ? 'userName' : 'password' };
}

export function typedLength(proof: Proof): number {
  return proof.with === 'pin' ? proof.pin.length : Array.from(proof.password).length;
}

type ProofRequest = Extract<PanelLoginRequest, { readonly method: 'pin' | 'password' }>;

export function proofRequest(proof: Proof): ProofRequest {
  return proof.with === 'pin'
    ? { method: 'pin', pin: proof.pin }
    : { method: 'password', userName: proof.userName, password: proof.password };
}

/** How people can show who they are here: what the profile logs in by; where that is a card alone, both. */
function proofsOf(state: PanelState | undefined): readonly Proof['with'][] {
  const has = (name: string): boolean => state?.methods.some(({ method }) => method === name) ?? false;
  const pin = has('pin') || has('card+pin');
  const password = has('password');
  if (!pin && !password) return ['pin', 'password'];
  return [...(pin ? (['pin'] as const) : []), ...(password ? (['password'] as const) : [])];
}

/** What else they could show, where there is a choice. */
export function otherProof(state: PanelState | undefined, { with: now }: Proof): Proof['with'] | null {
  return proofsOf(state).find((one) => one !== now) ?? null;
}

export function firstProof(state: PanelState | undefined): Proof {
  return proofsOf(state)[0] === 'password' ? emptyPassword : emptyPin;
}

/** Whether letters are wanted now, from whatever keyboard. */
export function takesText({ screen }: Panel): boolean {
  return openProof(screen)?.with === 'password';
}

function openProof(screen: Panel['screen']): Proof | null {
  switch (screen.at) {
    case 'login':
      return screen.entry.step === 'password' || screen.entry.step === 'register' ? screen.entry.proof : null;
    case 'visit':
      return screen.account?.step === 'prove' ? screen.account.proof : null;
    default:
      return null;
  }
}
