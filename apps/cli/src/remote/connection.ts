import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ApiClient } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import { openApiClient, readConsoleAddress, type ConsoleAddress } from '@holdover/nodejs';
import type { Option } from 'commander';
import { serverDataOption } from '../data-option.ts';
import type { Environment } from '../environment.ts';
import { unreadable } from '../file-fault.ts';
import { jsonOption, option } from '../options.ts';

export interface ConnectionOptions {
  readonly server?: string;
  readonly tokenFile?: string;
  readonly ca?: string;
  readonly data: string;
  readonly json?: boolean;
}

const GROUP = 'Connection:';

/** Of every command that asks a server. */
export function connectionOptions(environment: Environment): readonly Option[] {
  return [
    option('--server <url>', 'the server, as in https://print.example:8443; the one of this machine unless given'),
    option('--token-file <file>', 'file with the API token; or the token itself in HOLDOVER_TOKEN'),
    option('--ca <file>', 'authority of its certificate (PEM): authority.pem of the server’s data folder'),
    serverDataOption(environment),
    jsonOption(),
  ].map((each) => each.helpGroup(GROUP));
}

export const CONNECTION_HELP = `The token: "holdover server setup --token" on the server's machine, or console › API tokens.
It is no argument: keep it in a file of your own (chmod 600).`;

/** @param warn told of a token that others can read */
export type Connect = (
  environment: Environment,
  options: ConnectionOptions,
  warn: (text: string) => void,
) => Promise<ApiClient & { close(): void }>;

export const openConnection: Connect = async (environment, options, warn) => {
  const token = await tokenOf(environment, options.tokenFile || undefined, warn);
  const local = await readConsoleAddress(options.data);
  const url = options.server === undefined ? local?.url : serverUrl(options.server);
  if (url === undefined) throw noServer(options.data);
  const authority = options.ca === undefined ? authorityOf(local, url) : await readAuthority(options.ca);
  return openApiClient({
    url,
    token,
    headers: { 'accept-language': 'en' },
    ...(authority === undefined ? {} : { authority }),
  });
};

async function tokenOf(
  { variables }: Environment,
  file: string | undefined,
  warn: (text: string) => void,
): Promise<string> {
  const given = file === undefined ? variables['HOLDOVER_TOKEN'] : await readToken(file, warn);
  const token = given?.trim() ?? '';
  if (token.length <= TOKEN_MOST && /^[\w.~+/-]{16,}=*$/.test(token)) return token;
  if (given === undefined || token === '') throw noToken();
  throw new Fault({
    owner: 'caller',
    code: 'no-token',
    message: `What is in ${file ?? 'HOLDOVER_TOKEN'} is no API token: ${whyNoToken(token)}`,
  });
}

const TOKEN_LEAST = 16;
const TOKEN_MOST = 500;

/** Says nothing of what was given but how it is made. */
function whyNoToken(text: string): string {
  if (/[\r\n]/.test(text)) return 'it has more than one line';
  if (/\s/.test(text)) return 'it has spaces in it';
  if (text.length < TOKEN_LEAST) return 'it is too short. Take the whole of it, as it was printed';
  if (text.length > TOKEN_MOST) return 'it is too long';
  return 'it has characters that none has. Take the whole of it, as it was printed';
}

async function readToken(file: string, warn: (text: string) => void): Promise<string> {
  const OTHERS = 0o077;
  try {
    const { mode } = await stat(file);
    if ((mode & OTHERS) !== 0) warn(`Warning: others on this machine can read the token in ${file}. chmod 600 ${file}`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable('the token', file, cause, 'token-unreadable');
  }
}

async function readAuthority(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable('the certificate', file, cause);
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new Fault({ owner: 'caller', code: 'no-certificate', message: `${file} holds no certificate in PEM` });
}

/** That of this machine counts for the server of this machine, by whatever name it is called. */
function authorityOf(local: ConsoleAddress | undefined, url: string): string | undefined {
  if (local === undefined || local.authority === null) return undefined;
  const [asked, own] = [new URL(url), new URL(local.url)];
  const names = new Set([own.hostname, 'localhost', '127.0.0.1', '[::1]', hostname()]);
  return asked.port === own.port && names.has(asked.hostname) ? local.authority : undefined;
}

const DEFAULT_PORT = 8_443;

/**
 * `HOST`, `HOST:PORT` or a URL.
 * @throws Fault `not-a-server`; a token goes over plain HTTP within this machine alone
 */
function serverUrl(text: string): string {
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}${/:\d+$/.test(text) ? '' : `:${DEFAULT_PORT}`}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Fault({
      owner: 'caller',
      code: 'not-a-server',
      message: `"${text}" is no address of a server, as in https://print.example:8443`,
    });
  }
  if (url.protocol === 'http:' && !/^(localhost|127\..*|\[::1\])$/.test(url.hostname)) {
    const message = `${text}: the token would be readable on the network. Use https://`;
    throw new Fault({ owner: 'caller', code: 'not-a-server', message });
  }
  return url.href;
}

function noToken(): Fault {
  return new Fault({
    owner: 'caller',
    code: 'no-token',
    message: 'No API token was given',
  });
}

function noServer(data: string): Fault {
  return new Fault({
    owner: 'caller',
    code: 'no-server',
    message: `No server was given, and none of this account has run with its data in ${data}`,
  });
}
