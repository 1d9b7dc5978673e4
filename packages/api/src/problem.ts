import * as z from 'zod';

/** One field that is wrong. `value` is absent for secrets. */
export const problemError = z.strictObject({
  /** RFC 6901 into the body, or `?name` for a query parameter. */
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
  value: z.unknown().optional(),
  limit: z.unknown().optional(),
});
export type ProblemError = z.infer<typeof problemError>;

/** RFC 9457, served as application/problem+json. `code` is stable; title and detail follow Accept-Language. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(problemError),
});
export type Problem = z.infer<typeof problem>;

/** Every code of the REST interface, with its status. Each has an English and a German text in phrases. */
export const PROBLEM_STATUS = {
  'bad-request': 400,
  'invalid-body': 400,
  'invalid-query': 400,
  'invalid-path': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'already-decided': 409,
  'already-exists': 409,
  'authority-not-ready': 409,
  'built-in': 409,
  'card-still-opens': 409,
  'card-taken': 409,
  'certificate-changed': 409,
  'device-not-enrolled': 409,
  'hash-cost-changing': 409,
  'hash-cost-final': 409,
  'group-nested': 409,
  'idempotency-running': 409,
  'import-over': 409,
  'job-in-print': 409,
  'job-not-printable': 409,
  'job-over': 409,
  'job-owner-unknown': 409,
  'last-administrator': 409,
  'nothing-to-book': 409,
  'owned-by-source': 409,
  'password-at-source': 409,
  'pin-taken': 409,
  'profile-in-use': 409,
  'queue-holds-jobs': 409,
  'set-up-already-done': 409,
  'source-running': 409,
  'too-many-credentials': 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-mismatch': 422,
  'too-many-tries': 429,
  'server-fault': 500,
  'not-ready': 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;
