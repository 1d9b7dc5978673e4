import type { PanelProblemCode, UnavailableReason } from '@holdover/api';
import { Fault, type Duration } from '@holdover/kernel';

/** The status of each code of the panel's API. */
export const PANEL_PROBLEM_STATUS: Readonly<Record<PanelProblemCode, number>> = {
  'bad-request': 400,
  disabled: 403,
  'registration-not-allowed': 403,
  expired: 403,
  'foreign-origin': 403,
  'method-not-allowed': 403,
  'offline-login-unavailable': 403,
  'unknown-credential': 403,
  'not-found': 404,
  'card-taken': 409,
  'not-available': 409,
  'session-active': 409,
  'session-ended': 409,
  'task-active': 409,
  'too-many-cards': 409,
  'too-many-pins': 409,
  locked: 429,
  'terminal-fault': 500,
  'journal-full': 503,
};

export interface PanelRefusalDetails {
  readonly retryAfter?: Duration;
  readonly reason?: UnavailableReason;
}

/** An expected *no* on its way to the panel: thrown inside a route, answered as a problem (RFC 9457). */
export class PanelRefusal extends Fault {
  readonly problem: PanelProblemCode;
  readonly details: PanelRefusalDetails;

  constructor(problem: PanelProblemCode, details: PanelRefusalDetails = {}) {
    super({ owner: 'caller', code: problem, message: 'The panel was refused' });
    this.problem = problem;
    this.details = details;
  }
}
