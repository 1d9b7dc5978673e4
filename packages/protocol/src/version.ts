/**
 * The protocol between server and terminal, by version. A message's schema may only change together with a new entry
 * here; a test hashes all schemas. Newer than known is a typed refusal at both ends, never a guess.
 */
export const PROTOCOL_HISTORY = [
  { version: 1, since: '0.1.0', change: 'Enrolment, link, whole-state pull, login, journal intake.' },
] as const;

export const PROTOCOL_VERSION = 1;

/** The paths of the gateway (mutual TLS) and of the enrolment listener. */
export const PATHS = {
  authority: '/authority',
  enrol: '/enrol',
  link: '/terminal/v1/link',
  state: '/terminal/v1/state',
  stateAcknowledgement: '/terminal/v1/state/acknowledgement',
  login: '/terminal/v1/login',
  journal: '/terminal/v1/journal',
  renewal: '/terminal/v1/renewal',
  jobs: '/terminal/v1/jobs',
  jobClaim: '/terminal/v1/jobs/claim',
  jobDocument: '/terminal/v1/jobs/document',
  jobProgress: '/terminal/v1/jobs/progress',
  jobRemoval: '/terminal/v1/jobs/removal',
  deviceJobs: '/terminal/v1/device-jobs',
  printerReport: '/terminal/v1/printer',
  cardRegistration: '/terminal/v1/card-registration',
  pinChange: '/terminal/v1/pin-change',
  scan: '/terminal/v1/scan',
} as const;

/** Over HTTP an upload's JSON text goes here, base64url: its body is the document. */
export const UPLOAD_HEADER = 'holdover-message';
