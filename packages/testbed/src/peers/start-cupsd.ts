import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { runAccount } from './run-account.ts';
import { waitUntil } from './wait-until.ts';

export interface Cupsd {
  readonly pid: number;
  readonly port: number;
  /** `127.0.0.1:PORT`, for CUPS_SERVER and `-h`. */
  readonly server: string;
  /** Makes a driverless queue on an IPP printer. */
  addQueue(name: string, uri: string): Promise<void>;
  /** Makes a queue that takes whatever comes and holds it for good. */
  addHoldingQueue(name: string): Promise<void>;
  /** Prints a file as `userName` and answers with the id lp gave the job (`QUEUE-1`). */
  print(queue: string, file: string, userName: string, options?: readonly string[]): Promise<string>;
  /** Forgets every job of a queue. */
  purge(queue: string): Promise<void>;
  /** Ids of the jobs that are over. */
  completedJobs(): Promise<string[]>;
  /** Ids of the jobs that are not. */
  waitingJobs(): Promise<string[]>;
  /** What `lpstat` says of a queue: idle, printing or disabled, and why. */
  stateOf(queue: string): Promise<string>;
  cancel(job: string): Promise<void>;
  log(): string;
  stop(): Promise<void>;
}

export interface CupsdOptions {
  /** Acknowledges a job only when it is on disk. As shipped CUPS writes what it knows of jobs every half minute. */
  readonly durable?: boolean;
}

/** A print spooler with folders of its own below `dir`; as root and as an ordinary user. */
export async function startCupsd(dir: string, options: CupsdOptions = {}): Promise<Cupsd> {
  const port = await freePort();
  const server = `127.0.0.1:${port}`;
  const { conf, files } = writeConfiguration(dir, server, options);
  const cupsd = startForeignProcess(findTool('cupsd'), ['-f', '-c', conf, '-s', files]);
  await cupsd.ready('cupsd to listen', () => acceptsConnections(port));
  const env = { CUPS_SERVER: server, LC_ALL: 'C' };

  async function jobs(which: 'completed' | 'not-completed'): Promise<string[]> {
    const said = await runForeignProcess(findTool('lpstat'), ['-W', which, '-o'], { env });
    return said.split('\n').flatMap((line) => line.split(/\s+/, 1).filter((id) => id !== ''));
  }

  return {
    pid: cupsd.pid,
    port,
    server,
    async addQueue(name, uri) {
      await runForeignProcess(findTool('lpadmin'), ['-p', name, '-E', '-v', uri, '-m', 'everywhere'], { env });
      // cupsd asks the printer behind lpadmin's back; until it has a description it would pass files on as they are.
      await waitUntil(`the description of queue ${name}`, () => existsSync(join(dir, 'etc', 'ppd', `${name}.ppd`)));
    },
    async addHoldingQueue(name) {
      const held = ['-o', 'job-hold-until-default=indefinite'];
      await runForeignProcess(findTool('lpadmin'), ['-p', name, '-E', '-v', 'file:/dev/null', ...held], { env });
    },
    async print(queue, file, userName, options = []) {
      const args = ['-U', userName, '-d', queue, ...options.flatMap((option) => ['-o', option]), file];
      const said = await runForeignProcess(findTool('lp'), args, { env });
      return /request id is (\S+)/.exec(said)?.[1] ?? said;
    },
    async purge(queue) {
      await runForeignProcess(findTool('cancel'), ['-a', '-x', queue], { env });
    },
    completedJobs: () => jobs('completed'),
    waitingJobs: () => jobs('not-completed'),
    stateOf: (queue) => runForeignProcess(findTool('lpstat'), ['-l', '-p', queue], { env }),
    async cancel(job) {
      await runForeignProcess(findTool('cancel'), [job], { env });
    },
    log: () => cupsd.output(),
    stop: () => cupsd.stop(),
  };
}

function writeConfiguration(
  dir: string,
  server: string,
  { durable = false }: CupsdOptions,
): { conf: string; files: string } {
  const folder = (name: string): string => {
    const path = join(dir, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const { user, group } = runAccount('lp') ?? { user: userInfo().username, group: undefined };
  const files = join(dir, 'cups-files.conf');
  const tmp = folder('tmp');
  // As root cupsd runs its filters as `lp`.
  chmodSync(tmp, 0o1777);
  writeFileSync(
    files,
    [
      `ServerRoot ${folder('etc')}`,
      `RequestRoot ${folder('spool')}`,
      `CacheDir ${folder('cache')}`,
      `StateDir ${folder('state')}`,
      `TempDir ${tmp}`,
      `Printcap ${join(dir, 'printcap')}`,
      `ServerKeychain ${folder('ssl')}`,
      'AccessLog stderr',
      'ErrorLog stderr',
      'PageLog stderr',
      'FileDevice Yes',
      'Sandboxing Relaxed',
      ...(durable ? ['SyncOnClose Yes'] : []),
      `User ${user}`,
      ...(group === undefined ? [] : [`Group ${group}`]),
      '',
    ].join('\n'),
  );
  const conf = join(dir, 'cupsd.conf');
  writeFileSync(
    conf,
    [
      `Listen ${server}`,
      'LogLevel warn',
      'PreserveJobHistory Yes',
      'MaxJobs 0',
      ...(durable ? ['DirtyCleanInterval 0'] : []),
      'Browsing No',
      'WebInterface No',
      'DefaultAuthType None',
      'ErrorPolicy retry-current-job',
      'JobRetryInterval 1',
      '<Location />',
      '  Order allow,deny',
      '  Allow localhost',
      '</Location>',
      '<Policy default>',
      '  <Limit All>',
      '    Order deny,allow',
      '  </Limit>',
      '</Policy>',
      '',
    ].join('\n'),
  );
  return { conf, files };
}
