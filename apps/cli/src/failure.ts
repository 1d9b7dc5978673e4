import { Fault } from '@holdover/kernel';

/** What a person reads about a failure: ours and the system's name what was tried, any other comes with its stack. */
export function explainFailure(error: unknown, flagOf: (port: number) => string | undefined): string {
  const port = takenPort(error);
  const flag = port === undefined ? undefined : flagOf(port);
  if (flag !== undefined) return `Port ${port} is taken by another program; ${flag} chooses another one.`;
  if (error instanceof Fault || isSystemError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** ENOENT, EACCES, ENOSPC …: the message has the path. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function takenPort(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && at.code === 'EADDRINUSE' && 'port' in at && typeof at.port === 'number') return at.port;
  }
  return undefined;
}
