import { createHash } from 'node:crypto';
import { Fault, seconds, type Cancel, type Clock } from '@holdover/kernel';
import type { ScanTarget } from '@holdover/protocol';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import type { Folder, OpenFolder } from './folder.ts';
import { refused } from './target-refusal.ts';
import { placeOf } from './target-url.ts';

const CONNECT_WITHIN = seconds(20);
const IDLE = seconds(30);
/** Half a megabyte under way fills a slow line. */
const MOST_UNANSWERED = 8;
/** What a disk that is not full has left. */
const LEAST_FREE = 1_000_000;

/** Status codes of draft-ietf-secsh-filexfer-02 §7. */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;

/** SFTP over SSH. Invariant: nothing of the sign-in is sent before the host has proved the key that `trust` names. */
export function openSftp(clock: Clock, target: ScanTarget): OpenFolder {
  return async (signal) => {
    const { path } = placeOf(target);
    if (target.trust === null) throw refused('target-not-trusted', 'No host key is trusted for this folder');
    const client = new Client();
    try {
      await connect(clock, client, { target, signal });
      const watch = createWatch(clock, client);
      const sftp = await watch.whileWaiting<SFTPWrapper>((done) => client.sftp(done));
      return new SftpFolder({ client, sftp, path, watch });
    } catch (error) {
      client.destroy();
      throw error;
    }
  };
}

interface Connecting {
  readonly target: ScanTarget;
  readonly signal: AbortSignal;
}

function connect(clock: Clock, client: Client, { target, signal }: Connecting): Promise<void> {
  const { userName, password, trust } = target;
  const { host, port } = placeOf(target);
  let isStranger = false;
  const config: ConnectConfig = {
    host,
    port,
    username: userName,
    password,
    tryKeyboard: true,
    readyTimeout: CONNECT_WITHIN,
    hostVerifier: (key: Buffer) => {
      isStranger = fingerprint(key) !== trust;
      return !isStranger;
    },
  };
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      late();
      signal.removeEventListener('abort', give);
      client.destroy();
      reject(
        isStranger
          ? refused('target-not-trusted', 'The host shows another key than the one trusted', cause)
          : faultOf(cause),
      );
    };
    const late = clock.after(CONNECT_WITHIN, () => fail(undefined));
    const give = (): void => fail(undefined);
    signal.addEventListener('abort', give);
    client.on('error', fail);
    client.on('close', () => fail(undefined));
    // What a server asks for at a keyboard is the password, once (RFC 4256).
    client.on('keyboard-interactive', (...[, , , prompts, answer]) => answer(prompts.map(() => password)));
    client.on('ready', () => {
      client.setNoDelay(true);
      late();
      signal.removeEventListener('abort', give);
      resolve();
    });
    client.connect(config);
  });
}

/** As OpenSSH writes it: base64 of the SHA-256 of the key, without padding. */
export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

type Callback<T> = (error: Error | null | undefined, value: T) => void;

interface Watch {
  /** One question, whose connection ends when nothing is heard for too long. @throws what the server says */
  whileWaiting<T>(ask: (done: Callback<T>) => unknown): Promise<T>;
}

function createWatch(clock: Clock, client: Client): Watch {
  const waiting = new Set<(cause: unknown) => void>();
  const ended = (cause?: unknown): void => waiting.forEach((fail) => fail(cause));
  client.on('error', ended);
  client.on('close', () => ended());
  return {
    whileWaiting: (ask) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          late();
          waiting.delete(fail);
          act();
        };
        const fail = (cause: unknown): void => settle(() => reject(faultOf(cause)));
        const late: Cancel = clock.after(IDLE, () => client.destroy());
        waiting.add(fail);
        try {
          ask((error, value) => settle(() => (error ? reject(error) : resolve(value))));
        } catch (error) {
          settle(() => reject(error));
        }
      }),
  };
}

interface Opened {
  readonly client: Client;
  readonly sftp: SFTPWrapper;
  /** From where the sign-in leads, or the root: servers without a chroot show both alike. */
  readonly path: readonly string[];
  readonly watch: Watch;
}

class SftpFolder implements Folder {
  readonly #opened: Opened;
  readonly #folder: string;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#folder = `/${opened.path.join('/')}`;
  }

  async ensure(): Promise<void> {
    const { sftp, path } = this.#opened;
    for (let depth = 1; depth <= path.length; depth++) {
      const part = `/${path.slice(0, depth).join('/')}`;
      if (!(await told(this.#isThere(part)))) await told(this.#ask((done) => sftp.mkdir(part, done)));
    }
  }

  async write(name: string, data: AsyncIterable<Uint8Array>, length: number): Promise<void> {
    try {
      await this.#write(this.#at(name), data);
    } catch (error) {
      throw await this.#whyNotWritten(error, length);
    }
  }

  /** RENAME of this version of the protocol never replaces (§6.5); why it failed is not said. */
  async rename(from: string, to: string): Promise<boolean> {
    const { sftp } = this.#opened;
    if (await told(this.#isThere(this.#at(to)))) return false;
    try {
      await this.#ask((done) => sftp.rename(this.#at(from), this.#at(to), done));
      return true;
    } catch (error) {
      if (await told(this.#isThere(this.#at(to)))) return false;
      throw faultOf(error);
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#ask((done) => this.#opened.sftp.unlink(this.#at(name), done));
    } catch (error) {
      if (statusOf(error) !== NO_SUCH_FILE) throw faultOf(error);
    }
  }

  async close(): Promise<void> {
    this.#opened.client.end();
    this.#opened.client.destroy();
  }

  #at(name: string): string {
    return `${this.#folder === '/' ? '' : this.#folder}/${name}`;
  }

  #ask(ask: (done: (error?: Error | null) => void) => unknown): Promise<void> {
    return this.#opened.watch
      .whileWaiting<undefined>((done) => ask((error) => done(error, undefined)))
      .then(() => undefined);
  }

  async #isThere(path: string): Promise<boolean> {
    try {
      await this.#opened.watch.whileWaiting((done) => this.#opened.sftp.lstat(path, done));
      return true;
    } catch (error) {
      if (statusOf(error) === NO_SUCH_FILE) return false;
      throw error;
    }
  }

  async #write(path: string, data: AsyncIterable<Uint8Array>): Promise<void> {
    const { sftp, watch } = this.#opened;
    const handle = await watch.whileWaiting<Buffer>((done) => sftp.open(path, 'w', done));
    let position = 0;
    const unanswered: Promise<void>[] = [];
    for await (const part of data) {
      // Its octets are the reader's own only until it is asked for more.
      const octets = Buffer.from(part);
      const at = position;
      const written = this.#ask((done) => sftp.write(handle, octets, 0, octets.length, at, done));
      written.catch(() => undefined);
      unanswered.push(written);
      position += octets.length;
      if (unanswered.length >= MOST_UNANSWERED) await unanswered.shift();
    }
    await Promise.all(unanswered);
    await this.#flush(handle);
    await this.#ask((done) => sftp.close(handle, done));
  }

  /** Where the server has the extension: on its disk before it has its name. */
  async #flush(handle: Buffer): Promise<void> {
    const { sftp } = this.#opened;
    try {
      await this.#ask((done) => sftp.ext_openssh_fsync(handle, done));
    } catch (error) {
      // Those without the extension throw at once.
      if (error instanceof Fault) throw error;
    }
  }

  /** The protocol's only word for a full disk is `failure`. */
  async #whyNotWritten(error: unknown, length: number): Promise<Fault> {
    const fault = faultOf(error);
    if (fault.code !== 'target-refused') return fault;
    const free = await this.#free().catch(() => Infinity);
    const isFull = free < Math.max(length, LEAST_FREE);
    return isFull ? refused('target-full', 'The disk of the SFTP server is full', error) : fault;
  }

  async #free(): Promise<number> {
    const { sftp, watch } = this.#opened;
    const { f_bavail: blocks, f_frsize: size } = await watch.whileWaiting<{ f_bavail: number; f_frsize: number }>(
      (done) => sftp.ext_openssh_statvfs(this.#folder, done),
    );
    return blocks * size;
  }
}

async function told<T>(answered: Promise<T>): Promise<T> {
  try {
    return await answered;
  } catch (error) {
    throw faultOf(error);
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Error && 'level' in error && error.level === 'client-authentication') {
    return refused('target-sign-in', 'The SFTP server does not take the sign-in', error);
  }
  const status = statusOf(error);
  if (status === undefined) return refused('target-unreachable', 'The SFTP server cannot be reached', error);
  const what = status === PERMISSION_DENIED ? 'permission denied' : `status ${status}`;
  return refused('target-refused', `The SFTP server says: ${what}`, error);
}
