import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { seconds, type Cancel, type Clock, type Fault } from '@holdover/kernel';
import type { ScanTarget } from '@holdover/protocol';
import type { Folder, OpenFolder } from './folder.ts';
import type { DeliveryReason } from './delivery.ts';
import { refused } from './target-refusal.ts';
import { placeOf } from './target-url.ts';

const PROGRAMS = ['/usr/bin/smbclient', '/usr/local/bin/smbclient', '/bin/smbclient'];
/** A network disk that sleeps takes some ten seconds to spin up. */
const IDLE = seconds(30);
/** Of what it says; file names of others are in it, and it is never logged. */
const MOST_SAID = 65_536;
/** In a command `;` parts, quotes group, and the others are wildcards or no part of any name in SMB. */
const UNUSABLE = /[;"*?<>|:]/;

/** Samba's program, the only kept part that signs and encrypts SMB 3; undefined where it is not installed. */
export function findSmbclient(): string | undefined {
  return PROGRAMS.find((path) => existsSync(path));
}

/**
 * SMB by Samba's smbclient, a run for each step. Invariant: the password goes by a descriptor, never by argument, environment or
 * file; what is spoken is signed, and encrypted where the server can.
 */
export function openSmb(clock: Clock, target: ScanTarget, program: string): OpenFolder {
  return async (signal) => {
    const { host, port, path } = placeOf(target);
    const [share, ...folders] = path;
    if (share === undefined || path.some((part) => UNUSABLE.test(part))) {
      throw refused('target-refused', 'The address of a folder has a part that is no name in SMB');
    }
    // smbclient would take what follows for the password, and show it among its arguments.
    if (target.userName.includes('%')) throw refused('target-sign-in', 'A user name of SMB has no %');
    const run: Run = (command, more) => runSmbclient(clock, { program, signal, ...argumentsFor(), command, ...more });
    return createSmbFolder(run, folders);

    function argumentsFor(): Pick<Running, 'args' | 'password'> {
      const { userName, password } = target;
      const args = [`//${host}/${share}`, ...OPTIONS, '--port', String(port)];
      const signIn = userName === '' ? ['--no-pass', '--user', '%'] : ['--user', userName];
      return { args: [...args, ...signIn], password: userName === '' ? undefined : password };
    }
  };
}

/** Nothing of this machine's own configuration counts. */
const OPTIONS = [
  '--configfile=/dev/null',
  '--use-kerberos=off',
  '--client-protection=sign',
  '--option=client min protocol=SMB2_10',
  '--option=client smb encrypt=desired',
  '--timeout=30',
];

type Run = (command: string, more?: Partial<Pick<Running, 'data' | 'signal'>>) => Promise<Said>;

function createSmbFolder(run: Run, folders: readonly string[]): Folder {
  const at = (name: string): string => `"${[...folders, name].join('\\')}"`;
  return {
    async ensure() {
      for (let depth = 1; depth <= folders.length; depth++) {
        const said = await run(`mkdir "${folders.slice(0, depth).join('\\')}"`);
        if (!said.isWell && said.status !== 'NT_STATUS_OBJECT_NAME_COLLISION') throw refusalOf(said);
      }
      expectWell(await run(folders.length === 0 ? 'pwd' : `cd "${folders.join('\\')}"`));
    },
    write: async (name, data) => expectWell(await run(`put - ${at(name)}`, { data })),
    async rename(from, to) {
      const said = await run(`rename ${at(from)} ${at(to)}`);
      if (said.status === 'NT_STATUS_OBJECT_NAME_COLLISION') return false;
      expectWell(said);
      return true;
    },
    async remove(name) {
      // Of a delivery that was cancelled, too.
      const said = await run(`rm ${at(name)}`, { signal: AbortSignal.timeout(IDLE) });
      if (said.status !== 'NT_STATUS_NO_SUCH_FILE' && said.status !== 'NT_STATUS_OBJECT_NAME_NOT_FOUND')
        expectWell(said);
    },
    close: () => Promise.resolve(),
  };
}

interface Running {
  readonly program: string;
  readonly args: readonly string[];
  readonly password: string | undefined;
  readonly command: string;
  readonly data?: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

interface Said {
  readonly isWell: boolean;
  /** The first `NT_STATUS_…` in what it said. */
  readonly status: string | undefined;
}

async function runSmbclient(clock: Clock, running: Running): Promise<Said> {
  const { program, args, password, command, data, signal } = running;
  const child = spawn(program, [...args, '--command', command], {
    env: { LC_ALL: 'C', ...(password === undefined ? {} : { PASSWD_FD: '3' }) },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    signal,
  });
  const silence = watchSilence(clock, child);
  const over = ended(child);
  over.catch(() => undefined);
  giveSecret(child, password);
  try {
    await feed(child, { data, silence });
    return await over;
  } catch (error) {
    child.kill('SIGKILL');
    await over.catch(() => undefined);
    throw error;
  } finally {
    silence.end();
  }
}

interface Silence {
  heard(): void;
  end(): void;
}

function watchSilence(clock: Clock, child: ChildProcess): Silence {
  let late: Cancel = () => undefined;
  const heard = (): void => {
    late();
    late = clock.after(IDLE, () => child.kill('SIGKILL'));
  };
  heard();
  return { heard, end: () => late() };
}

function giveSecret(child: ChildProcess, password: string | undefined): void {
  const pipe = child.stdio[3];
  if (!(pipe && 'write' in pipe)) return;
  // A program that ended has closed its end; how it ended says why.
  pipe.on('error', () => undefined);
  pipe.end(password ?? '');
}

/** @throws what reading `data` throws: the program is ended then, and its file is not whole */
async function feed(
  { stdin }: ChildProcess,
  { data, silence }: { readonly data: AsyncIterable<Uint8Array> | undefined; readonly silence: Silence },
): Promise<void> {
  if (stdin === null) return;
  let isBroken = false;
  const broken = new AbortController();
  stdin.on('error', () => {
    isBroken = true;
    broken.abort();
  });
  for await (const part of data ?? []) {
    if (isBroken) return;
    silence.heard();
    if (!stdin.write(part)) await drained(stdin, broken.signal);
  }
  stdin.end();
}

function drained(stdin: NonNullable<ChildProcess['stdin']>, broken: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stdin.off('drain', go);
      broken.removeEventListener('abort', go);
      resolve();
    };
    stdin.on('drain', go);
    broken.addEventListener('abort', go);
    if (broken.aborted) go();
  });
}

function ended(child: ChildProcess): Promise<Said> {
  let said = '';
  const keep = (part: Buffer): void => {
    said = (said + part.toString('latin1')).slice(0, MOST_SAID);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(refused('target-unreachable', 'smbclient was ended', cause)));
    child.once('close', (code) => {
      if (code === null) reject(refused('target-unreachable', 'smbclient waited for too long'));
      else resolve({ isWell: code === 0, status: /NT_STATUS_[A-Z_]+/.exec(said)?.[0] });
    });
  });
}

const REASONS: readonly (readonly [RegExp, DeliveryReason])[] = [
  [/LOGON_FAILURE|WRONG_PASSWORD|ACCOUNT_|PASSWORD_|LOGON_TYPE/, 'target-sign-in'],
  [/DISK_FULL|QUOTA_EXCEEDED|INSUFFICIENT_RESOURCES/, 'target-full'],
  [/FILE_TOO_LARGE/, 'too-large'],
  [
    /UNREACHABLE|REFUSED|TIMEOUT|DISCONNECTED|CONNECTION_|NOT_FOUND$|INVALID_NETWORK_RESPONSE|UNSUCCESSFUL/,
    'target-unreachable',
  ],
];
/** Of names, not of hosts. */
const NO_FOLDER = /OBJECT_|BAD_NETWORK_NAME/;

function refusalOf({ status = 'no reason' }: Said): Fault {
  const reason = NO_FOLDER.test(status) ? undefined : REASONS.find(([known]) => known.test(status))?.[1];
  return refused(
    reason ?? (status === 'no reason' ? 'target-unreachable' : 'target-refused'),
    `smbclient says ${status}`,
  );
}

function expectWell(said: Said): void {
  if (!said.isWell) throw refusalOf(said);
}
