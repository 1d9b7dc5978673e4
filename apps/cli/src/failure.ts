import { Fault } from '@holdover/kernel';

/** What to say about a failure, and which flag moves a port that is taken. */
export function explainFailure(error: unknown, portFlags: ReadonlyMap<number, string>): string {
  for (const cause of causesOf(error)) {
    if (!hasPort(cause)) continue;
    const flag = portFlags.get(cause.port);
    const move = flag === undefined ? '' : `; another one is chosen with ${flag}`;
    return `Port ${cause.port} is taken by another program${move}.`;
  }
  if (error instanceof Fault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function* causesOf(error: unknown): Generator<unknown> {
  for (let at = error; at !== undefined && at !== null; at = at instanceof Error ? at.cause : undefined) yield at;
}

function hasPort(error: unknown): error is Error & { port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
}
