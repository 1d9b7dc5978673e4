import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { runAccount } from './run-account.ts';

export interface Postgres {
  /** `postgres:///NAME?host=DIR&user=holdover`: a Unix socket, no password. */
  readonly url: string;
  /** The folder of its socket. */
  readonly socketFolder: string;
  readonly user: string;
  log(): string;
  stop(): Promise<void>;
}

const USER = 'holdover';

/**
 * A database server of one test run, reachable by its Unix socket alone. PostgreSQL refuses to be root: as root it runs
 * as `postgres` or `nobody`, so all parents of `dir` must let others pass (see `scratchFolder`).
 */
export async function startPostgres(dir: string): Promise<Postgres> {
  const account = runAccount('postgres');
  const data = join(dir, 'pg');
  mkdirSync(data, { recursive: true });
  chmodSync(data, 0o700);
  if (account !== undefined) chownSync(data, account.uid, account.gid);
  const as = { cwd: data, uid: account?.uid, gid: account?.gid, env: { LC_ALL: 'C.UTF-8' } };

  const initdb = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await runForeignProcess(findTool('initdb'), initdb, as);
  const server = startForeignProcess(findTool('postgres'), ['-D', data, '-k', data, '-c', 'listen_addresses='], {
    ...as,
    // "Fast": open sessions are ended, not waited for.
    stopSignal: 'SIGINT',
  });
  await server.ready('PostgreSQL to accept connections', () => {
    return existsSync(join(data, '.s.PGSQL.5432')) && server.output().includes('ready to accept connections');
  });
  // The socket lies in a folder of mode 0700: root passes, and so does the account that made it.
  return {
    url: `postgres:///postgres?host=${encodeURIComponent(data)}&user=${USER}`,
    socketFolder: data,
    user: USER,
    log: () => server.output(),
    stop: () => server.stop(),
  };
}
