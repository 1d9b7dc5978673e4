import type { ProblemCode } from './problem.ts';
import type { Route } from './route.ts';

/** What an operation may refuse beyond what follows from its method, path and right. */
export const ROUTE_PROBLEMS: Readonly<Record<string, readonly ProblemCode[]>> = {
  signIn: ['wrong-credentials', 'too-many-tries'],
  setUp: ['wrong-credentials', 'set-up-already-done', 'already-exists'],
  signOut: ['not-allowed'],
  changeOwnPassword: ['wrong-credentials', 'too-many-tries', 'not-allowed'],
  patchMe: ['not-allowed'],
  createAdministrator: ['already-exists'],
  patchAdministrator: ['already-exists', 'last-administrator'],
  deleteAdministrator: ['last-administrator'],
  listConsoleSessions: ['not-allowed'],
  revokeConsoleSession: ['not-allowed'],

  createUser: ['already-exists', 'owned-by-source'],
  patchUser: ['already-exists', 'owned-by-source'],
  deleteUser: ['owned-by-source'],
  putUserPassword: ['password-at-source'],
  deleteUserPassword: ['password-at-source'],
  createPin: ['pin-taken', 'too-many-credentials', 'hash-cost-changing'],
  createCard: [
    'already-exists',
    'card-taken',
    'card-still-opens',
    'too-many-credentials',
    'hash-cost-changing',
    'owned-by-source',
  ],
  deleteCard: ['owned-by-source'],
  renewPins: ['hash-cost-changing'],
  reportStolen: ['device-not-enrolled', 'hash-cost-changing'],
  cancelImport: ['import-over'],
  createUserSource: ['already-exists'],
  patchUserSource: ['already-exists', 'source-running'],
  deleteUserSource: ['source-running'],
  synchronizeUserSource: ['source-running'],

  createGroup: ['already-exists'],
  patchGroup: ['already-exists', 'built-in', 'owned-by-source'],
  deleteGroup: ['built-in', 'owned-by-source'],
  addGroupMember: ['built-in', 'owned-by-source'],
  removeGroupMember: ['built-in', 'owned-by-source'],
  addNestedGroup: ['built-in', 'group-nested', 'owned-by-source'],
  removeNestedGroup: ['built-in', 'owned-by-source'],

  createDeviceGroup: ['already-exists'],
  patchDeviceGroup: ['already-exists', 'built-in'],
  deleteDeviceGroup: ['built-in'],
  addDeviceGroupMember: ['built-in', 'already-exists'],
  removeDeviceGroupMember: ['built-in'],
  createProfile: ['already-exists'],
  patchProfile: ['already-exists'],
  deleteProfile: ['built-in', 'profile-in-use'],
  createDevice: ['already-exists'],
  patchDevice: ['already-exists'],
  resetDevice: ['device-not-enrolled'],
  revokeDevice: ['device-not-enrolled'],
  synchronizeDevice: ['device-not-enrolled'],
  unlockPin: ['device-not-enrolled', 'too-many-tries'],
  getServicePin: ['device-not-enrolled'],

  createQueue: ['already-exists'],
  patchQueue: ['already-exists'],
  deleteQueue: ['queue-holds-jobs'],
  patchJob: ['job-over', 'job-in-print', 'job-not-printable'],
  releaseJob: ['job-over', 'job-in-print', 'job-not-printable', 'job-owner-unknown'],
  cancelJob: ['job-over', 'job-in-print'],
  deleteJob: ['job-in-print'],
  approveCertificate: ['certificate-changed'],
  stepFleetAuthority: ['authority-not-ready'],
  putAuthentication: ['hash-cost-changing', 'hash-cost-final'],
  decideReview: ['already-decided', 'nothing-to-book'],
};

/** One thing under an address of its own: its answers carry an ETag. */
export function isSingle({ path, method }: Pick<Route, 'path' | 'method'>): boolean {
  return method !== 'POST' && (path.endsWith('}') || path.startsWith('/settings/'));
}

/** A change of one thing that the caller has seen: `If-Match` keeps it from undoing another's (RFC 9110 §13.1.1). */
export function honoursIfMatch(route: Route): boolean {
  if (route.name === 'decideReview') return true;
  if (!isSingle(route) || route.path.split('{').length > 2) return false;
  return route.method === 'PATCH' || route.method === 'DELETE' || route.path.startsWith('/settings/')
    ? route.method !== 'GET' && !UNCONDITIONAL.has(route.name)
    : false;
}

/** Ended or revoked whatever became of it meanwhile. */
const UNCONDITIONAL: ReadonlySet<string> = new Set(['revokeConsoleSession', 'deleteApiToken']);

/** Whether `Idempotency-Key` does anything: strangers have no name of their own to keep an answer under. */
export const takesIdempotencyKey = ({ method, right }: Route): boolean => method === 'POST' && right !== 'anyone';

/** Every refusal an operation may answer, `server-fault` among them. */
export function problemsOf(route: Route): ReadonlySet<ProblemCode> {
  const changes = route.method !== 'GET';
  const codes: (ProblemCode | false)[] = [
    (changes || route.params !== undefined) && 'bad-request',
    route.params !== undefined && 'invalid-path',
    route.query !== undefined && 'invalid-query',
    route.body !== undefined && 'invalid-body',
    route.right !== 'anyone' && 'not-signed-in',
    route.right !== 'anyone' && route.right !== 'signed-in' && 'not-allowed',
    'foreign-origin',
    route.params !== undefined && 'not-found',
    honoursIfMatch(route) && 'precondition-failed',
    changes && 'too-large',
    changes && 'unsupported-media-type',
    takesIdempotencyKey(route) && 'idempotency-running',
    takesIdempotencyKey(route) && 'idempotency-mismatch',
    'server-fault',
  ];
  return new Set([...codes.filter((code) => code !== false), ...(ROUTE_PROBLEMS[route.name] ?? [])]);
}
