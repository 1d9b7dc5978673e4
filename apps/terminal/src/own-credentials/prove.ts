import type { PanelPinChange } from '@holdover/api';
import { toHex, type Entropy, type UserId } from '@holdover/kernel';
import { asksServer, type LoginRefusal } from '@holdover/offline-login';
import type { Hashing, LoginRequest } from '@holdover/protocol';
import type { RefusalJournal } from '../journal/refusal-journal.ts';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { credentialsProof } from '../session/ask-server.ts';
import type { AttemptThrottle } from '../session/attempt-throttle.ts';
import { beginAttempt, endAttempt, type Attempt } from '../session/attempt.ts';
import type { DecideLoginDeps } from '../session/decide-login.ts';
import { whoIsNamed } from '../session/look-up.ts';
import type { NamedAttempts } from '../session/named-attempts.ts';
import { readPin, type Secret } from '../session/secrets.ts';
import { lockedFor, unknownCredential, type RefusedLogin } from '../session/verdict.ts';

export interface ProveDeps extends Pick<DecideLoginDeps, 'cache' | 'digest' | 'link' | 'stretch'> {
  readonly throttle: AttemptThrottle;
  readonly named: NamedAttempts;
  readonly refusals: RefusalJournal;
  readonly entropy: Entropy;
}

export type Proof = PanelPinChange['proof'];

/** What the server is asked: whose proof this is, and what is to be done for them. */
export interface Question {
  readonly attempt: string;
  readonly proof: LoginRequest['proof'];
  /** Of the secrets beside the proof. */
  readonly beside: Attempt;
}

type Refused = Extract<
  RefusedLogin['refusal'],
  { code: 'unknown-credential' | 'expired' | 'disabled' | 'method-not-allowed' }
>;

export interface Ask<A> {
  /** Stretched along with the proof: a card to be registered. */
  readonly beside: readonly Secret[];
  readonly ask: (question: Question) => Promise<GatewayAnswer<A>>;
  /** Which attempt an answer is about. */
  readonly attemptOf: (answer: A) => string;
  /** What the answer says of the proof: the server's refusal · right, with whose it is where it says so · nothing. */
  readonly read: (answer: A) => ProofRead;
}

export type ProofRead =
  | { readonly proof: 'wrong'; readonly code: Refused['code']; readonly userId: UserId | null }
  | { readonly proof: 'right'; readonly userId: UserId | null }
  | { readonly proof: 'not-checked' };

/**
 * `answered` by the server · `refused` the proof is no good, or has to wait · `unavailable` there is no server to ask, or it did
 * not answer: what was asked for may have been done.
 */
export type Proven<A> =
  | { readonly outcome: 'answered'; readonly answer: A; readonly hashing: Hashing }
  | { readonly outcome: 'refused'; readonly refusal: LoginRefusal }
  | { readonly outcome: 'unavailable' };

/**
 * Somebody proves who they are for something the server does (E10). What a proof costs is what a login costs (D3): PIN alone draws
 * on the bucket, a password is counted by the name beside it; its own success alone gives back.
 */
export async function prove<A>(
  deps: ProveDeps,
  proof: Proof,
  { beside, ask, attemptOf, read }: Ask<A>,
): Promise<Proven<A>> {
  const state = deps.cache.state();
  if (state === undefined || !asksServer(deps.link.mode())) return { outcome: 'unavailable' };
  const secrets = secretsOf(proof);
  if (secrets === undefined) return refuse(deps, proof, unknownCredential());
  const admission = deps.throttle.admit(proof.method, secrets);
  if (!admission.admitted) return refuse(deps, proof, lockedFor(admission.retryAfter));
  const attempt = await beginAttempt(deps.stretch, state.hashing, secrets);
  const other = await beginAttempt(deps.stretch, state.hashing, beside);
  try {
    const named = whoIsNamed(deps, state, proof, attempt.stretched);
    const taken = named && deps.named.take(named.key);
    if (taken?.taken === false) return refuse(deps, proof, lockedFor(taken.retryAfter, named?.userId));
    const asked = toHex(deps.entropy.bytes(16));
    const answer = await ask({ attempt: asked, proof: wireProof(proof, attempt), beside: other });
    // An answer to another attempt is none to this.
    if (answer.kind !== 'answer' || attemptOf(answer.value) !== asked) return { outcome: 'unavailable' };
    const said = read(answer.value);
    if (said.proof === 'wrong') {
      admission.failed(said.userId !== null);
      const refusal = { decision: 'refused', code: said.code } as const;
      return refuse(deps, proof, { granted: false, refusal, userId: said.userId, mode: 'online' });
    }
    if (said.proof === 'right') {
      admission.succeeded(said.userId);
      if (named !== undefined) deps.named.succeeded(named.key);
    }
    return { outcome: 'answered', answer: answer.value, hashing: state.hashing };
  } finally {
    endAttempt(attempt);
    endAttempt(other);
  }
}

function secretsOf(proof: Proof): readonly Secret[] | undefined {
  if (proof.method === 'password') return [];
  const pin = readPin(proof.pin);
  return pin && [pin];
}

function wireProof(proof: Proof, { stretched, hashing }: Attempt): LoginRequest['proof'] {
  if (proof.method === 'pin') return credentialsProof(stretched, hashing);
  return { kind: 'password', userName: proof.userName, password: proof.password };
}

function refuse(
  { refusals }: ProveDeps,
  { method }: Proof,
  { refusal, userId, mode }: RefusedLogin,
): { readonly outcome: 'refused'; readonly refusal: LoginRefusal } {
  refusals.refused({ method, code: refusal.code, userId, mode });
  return { outcome: 'refused', refusal };
}
