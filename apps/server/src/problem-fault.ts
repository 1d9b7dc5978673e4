import { PROBLEM_STATUS, type ProblemCode } from '@holdover/api';
import { Fault } from '@holdover/kernel';

/** One field that is wrong. The message is made where the language is known, from `code` and `limit`. */
export interface FieldFault {
  /** RFC 6901 into the body, or `?name` for a query parameter. */
  readonly pointer: string;
  readonly code: FieldCode;
  /** What was sent; left out for secrets. */
  readonly value?: unknown;
  readonly limit?: unknown;
}

/** What can be wrong with one field; each has an English and a German text. */
export type FieldCode =
  | 'required'
  | 'right-missing'
  | 'no-account-of-its-own'
  | 'own-password-elsewhere'
  | 'wrong-type'
  | 'not-an-integer'
  | 'out-of-range'
  | 'too-short'
  | 'too-long'
  | 'too-many'
  | 'too-few'
  | 'too-many-bytes'
  | 'not-one-of'
  | 'below-present-cost'
  | 'memory-below-lanes'
  | 'unknown-field'
  | 'bad-format'
  | 'bad-id'
  | 'white-space'
  | 'control-characters'
  | 'given-twice'
  | 'above-cache-hours'
  | 'not-of-this-list'
  | 'does-not-exist'
  | 'owned-by-source'
  | 'taken'
  | 'in-the-past'
  | 'pin-not-digits'
  | 'pin-too-short'
  | 'pin-too-long'
  | 'pin-constant-step'
  | 'pin-below-floor'
  | 'card-empty'
  | 'card-too-long'
  | 'card-not-printable'
  | 'card-still-opens'
  | 'card-empty-step'
  | 'card-unknown-step'
  | 'card-bad-argument'
  | 'card-too-many-steps'
  | 'url-scheme'
  | 'url-sign-in'
  | 'url-share'
  | 'url-unreadable'
  | 'not-a-directory-url'
  | 'not-a-host-key'
  | 'not-a-certificate-pin'
  | 'must-be-null'
  | 'password-again'
  | 'password-common'
  | 'password-user-name'
  | 'wrong-password'
  | 'not-a-dn'
  | 'not-a-filter'
  | 'tls-required'
  | 'starttls-on-ldaps'
  | 'unknown-time-zone'
  | 'in-other-site'
  | 'devices-in-other-sites'
  | 'invalid';

export interface ProblemOptions {
  readonly errors?: readonly FieldFault[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** The request cannot be served as asked: becomes the answer's problem document as it is. */
export class ProblemFault extends Fault {
  readonly problem: ProblemCode;
  readonly errors: readonly FieldFault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemCode, options: ProblemOptions | readonly FieldFault[] = {}) {
    const given: ProblemOptions = isList(options) ? { errors: options } : options;
    super({
      owner: 'caller',
      code: problem,
      message: describe(problem, given.errors ?? []),
      retryable: PROBLEM_STATUS[problem] === 429 || PROBLEM_STATUS[problem] === 503,
      cause: given.cause,
    });
    this.problem = problem;
    this.errors = given.errors ?? [];
    this.retryAfterSeconds = given.retryAfterSeconds;
  }
}

/** Roles have no names in it: a program has none. */
export function rightMissing(rights: readonly string[]): ProblemFault {
  return new ProblemFault('not-allowed', [{ pointer: '', code: 'right-missing', limit: { rights } }]);
}

function isList(options: ProblemOptions | readonly FieldFault[]): options is readonly FieldFault[] {
  return Array.isArray(options);
}

function describe(problem: ProblemCode, errors: readonly FieldFault[]): string {
  const fields = errors.map(({ pointer, code }) => `${pointer}: ${code}`).join(', ');
  return fields === '' ? `Refused: ${problem}` : `Refused: ${problem} (${fields})`;
}
