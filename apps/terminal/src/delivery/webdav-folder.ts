import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { Fault, seconds, type Clock } from '@holdover/kernel';
import type { ScanTarget, WireAnswer } from '@holdover/protocol';
import { sendBody } from '../link/https-upload.ts';
import type { Folder, OpenFolder } from './folder.ts';
import { trustPinned } from './pinned-certificate.ts';
import { refused } from './target-refusal.ts';
import { placeOf, type TargetPlace } from './target-url.ts';

/** A network disk that sleeps takes some ten seconds to spin up. */
const IDLE = seconds(30);

/** RFC 4918 over HTTPS: of all its methods the four that putting a file takes. */
export function openWebdav(clock: Clock, target: ScanTarget): OpenFolder {
  return async (signal) => {
    const place = placeOf(target);
    const { host, port } = place;
    // A kept connection would be one that nobody has looked at.
    const trusted = target.trust === null ? {} : await trustPinned(clock, { host, port, pin: target.trust }, signal);
    const agent = new Agent({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0 });
    const name = isIP(host) === 0 ? { servername: host } : {};
    const options: RequestOptions = {
      host,
      port,
      agent,
      ...name,
      ...trusted,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
    };
    return createWebdavFolder({ clock, agent, options, place, authorization: basic(target) });
  };
}

interface Connection {
  readonly clock: Clock;
  readonly agent: Agent;
  readonly options: RequestOptions;
  readonly place: TargetPlace;
  /** RFC 7617; undefined for nobody in particular. */
  readonly authorization: string | undefined;
}

function createWebdavFolder(connection: Connection): Folder {
  const { path } = connection.place;
  const at = (name: string): string => pathOf([...path, name]);
  const ask = (method: string, on: string, more: Partial<Asked> = {}): Promise<number> =>
    send(connection, { method, path: on, headers: {}, ...more });
  const makeParents = async (): Promise<void> => {
    for (let depth = 1; depth <= path.length; depth++) await ask('MKCOL', folderPath(path.slice(0, depth)));
  };

  return {
    async ensure() {
      if (path.length === 0) return;
      const status = await ask('MKCOL', folderPath(path));
      if (status === 401) throw refusalOf(status);
      // RFC 4918 §9.3.1: 409 for want of a parent. Whether it is there now shows when the document is put there.
      if (status === 409) await makeParents();
    },
    async write(name, data, length) {
      expectOk(await ask('PUT', at(name), { data, length, headers: { 'content-type': 'application/octet-stream' } }));
    },
    async rename(from, to) {
      const { host, port } = connection.place;
      const origin = `https://${host.includes(':') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}`;
      // RFC 4918 §9.9.4: 412 where there is one already.
      const status = await ask('MOVE', at(from), { headers: { destination: `${origin}${at(to)}`, overwrite: 'F' } });
      if (status === 412) return false;
      expectOk(status);
      return true;
    },
    async remove(name) {
      const status = await ask('DELETE', at(name));
      if (status !== 404) expectOk(status);
    },
    async close() {
      connection.agent.destroy();
    },
  };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: AsyncIterable<Uint8Array>;
  readonly length?: number;
}

/** @returns the status; redirects are not followed: they would carry the sign-in elsewhere */
async function send({ clock, options, authorization }: Connection, asked: Asked): Promise<number> {
  const { method, path, headers, data = nothing(), length = 0 } = asked;
  const request = httpsRequest({
    ...options,
    method,
    path,
    headers: { ...headers, 'content-length': length, ...(authorization === undefined ? {} : { authorization }) },
  });
  const answer = await sendBody(clock, request, { data, length, idle: IDLE }).catch((error: unknown) => {
    throw isUntrusted(error)
      ? refused('target-not-trusted', 'TLS refuses the certificate of the server', error)
      : error;
  });
  return answer.status satisfies WireAnswer['status'];
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {
  // Most methods have no body.
}

function expectOk(status: number): void {
  if (status < 200 || status > 299) throw refusalOf(status);
}

function refusalOf(status: number): Fault {
  const message = `The WebDAV server answered ${status}`;
  if (status === 401) return refused('target-sign-in', message);
  if (status === 413) return refused('too-large', message);
  if (status === 507) return refused('target-full', message);
  return refused(status >= 500 ? 'target-unreachable' : 'target-refused', message);
}

/** Of no system call: then it was TLS that ended it. */
function isUntrusted(error: unknown): boolean {
  if (!(error instanceof Fault) || error.code !== 'gateway-unreachable') return false;
  const { cause } = error;
  if (cause instanceof Fault) return cause.code === 'target-not-trusted';
  return (
    cause instanceof Error && 'code' in cause && /^(?:CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_CERT)/.test(String(cause.code))
  );
}

const pathOf = (parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join('/')}`;
const folderPath = (parts: readonly string[]): string => `${pathOf(parts)}/`;

function basic({ userName, password }: Pick<ScanTarget, 'userName' | 'password'>): string | undefined {
  if (userName === '') return undefined;
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}
