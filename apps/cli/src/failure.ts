import { ApiFault } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import { systemFailure } from './file-fault.ts';
import { visibleLines } from './text/visible.ts';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;
/** 128 + SIGINT, as shells expect of Ctrl-C. */
const EXIT_INTERRUPTED = 130;

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Fault)) return EXIT_FAILURE;
  if (error.code === 'needs-yes') return EXIT_USAGE;
  return error.code === 'interrupted' ? EXIT_INTERRUPTED : EXIT_FAILURE;
}

/**
 * What a person reads about a failure and what to do next: ours and the system's name what was tried, any other comes with
 * its stack.
 */
export function explainFailure(error: unknown, flagOf: (port: number) => string | undefined): string {
  const port = takenPort(error);
  const flag = port === undefined ? undefined : flagOf(port);
  if (flag !== undefined) return `Port ${port} is taken by another program; ${flag} chooses another one.`;
  if (error instanceof ApiFault) return [refusal(error), ...hintFor(error)].join('\n');
  // Who stopped it knows.
  if (error instanceof Fault && error.owner === 'cancelled') return error.message.replace(/ \[[a-z-]+\]$/, '');
  if (error instanceof Fault) return [visibleLines(error.message), ...hintFor(error)].join('\n');
  if (isSystemError(error)) return visibleLines(systemFailure(error));
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Every field that is wrong, a line each. */
function refusal({ problem: { title, detail, errors, code } }: ApiFault): string {
  const fields = errors.map(({ pointer, message }) =>
    visibleLines(`  ${pointer === '' ? '' : `${pointer.replace(/^\//, '')}: `}${message}`),
  );
  return [visibleLines(`${title}: ${detail} [${code}]`), ...fields].join('\n');
}

const HINTS: Readonly<Record<string, string>> = {
  'no-token': `Get one:         on the server's machine "holdover server setup --admin NAME --token"; or console › API tokens
Say where it is: --token-file FILE, HOLDOVER_TOKEN_FILE=FILE, or the token itself in HOLDOVER_TOKEN`,
  'no-server': `Say where it is: --server https://HOST:8443, or HOLDOVER_SERVER
Its certificate: --ca FILE (or HOLDOVER_CA), the authority.pem of its data folder, unless you gave it one of your own`,
  'not-signed-in': 'The token is unknown there, or it has ended: make another one (console › API tokens).',
  'not-allowed': 'The token lacks the right to do that: "holdover tokens list" shows what it has.',
  'precondition-failed': 'Somebody else changed it in the same moment: have a look, and do it again.',
  'server-certificate':
    'Copy authority.pem from the data folder of the server, by a way you trust, and name it with --ca FILE (or HOLDOVER_CA).',
  'owned-by-source': 'Change it in the directory the user comes from; it arrives with the next synchronization.',
  'pin-taken': 'Leave --set away: a generated PIN is free for sure.',
  'administrator-exists':
    'Another password: "holdover administrators password NAME". Or choose another name with --admin.',
  'enrolment-code-used':
    'Each code serves once. Make a new one: console › Devices, or "holdover devices enrol DEVICE".',
  'enrolment-code-expired': 'Make a new one: console › Devices, or "holdover devices enrol DEVICE".',
  'enrolment-code-unknown': 'Make a new one: console › Devices, or "holdover devices enrol DEVICE".',
  'enrolment-code-mistyped':
    'Type it as it was shown, or make a new one: console › Devices, or "holdover devices enrol DEVICE".',
  'card-taken': '--move takes it from whom it opens now.',
};

function hintFor({ code }: Fault): readonly string[] {
  const hint = HINTS[code];
  return hint === undefined ? [] : [hint];
}

/** ENOENT, EACCES, ENOSPC …: the message has the path. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function takenPort(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && at.code === 'EADDRINUSE' && 'port' in at && typeof at.port === 'number') return at.port;
  }
  return undefined;
}
