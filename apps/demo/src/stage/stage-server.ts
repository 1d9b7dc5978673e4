import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Fault, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Handling, Sending, Stage } from './stage.ts';
import { serveStatic, type StaticFiles } from './static-files.ts';

/** What the start page may ask for. Each rejects with a Fault when it cannot be done. */
export interface StageActions {
  setCable(up: boolean): Promise<void>;
  tapCard(deviceId: string, userName: string): Promise<void>;
  sendDocument(sending: Sending): Promise<void>;
  handle(handling: Handling): Promise<void>;
  play(): Promise<void>;
}

export interface StageServerOptions {
  readonly port: number;
  readonly files: StaticFiles;
  readonly actions: StageActions;
  readonly logger: Logger;
  current(): Stage;
  /** The `set-cookie` line that signs the framed console in. */
  consoleCookie(): Promise<string>;
}

export interface StageServer {
  readonly url: string;
  /** Sends the stage as it is now to every page that is open. */
  show(): void;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const MOST_BYTES = 4_096;

/**
 * The start page and its few calls, on loopback only. Invariant: it answers its own host name and its own page alone,
 * so that no page elsewhere can cut cables or hold cards to readers.
 */
export async function startStageServer(options: StageServerOptions): Promise<StageServer> {
  const listeners = new Set<ServerResponse>();
  const own = new Set([`${HOST}:${options.port}`, `localhost:${options.port}`]);
  const server = createServer((request, response) => {
    secure(response);
    const origin = request.headers.origin;
    if (!own.has(request.headers.host ?? '') || (origin !== undefined && !own.has(origin.replace(/^http:\/\//, '')))) {
      return answer(response, 403, { code: 'foreign-origin' });
    }
    if (request.method === 'POST') return void act(request, response, options);
    if (request.url !== '/api/events') return void servePage(request, response, options);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(eventOf(options.current()));
    listeners.add(response);
    response.once('close', () => listeners.delete(response));
  });
  await listen(server, options.port);
  return {
    url: `http://${HOST}:${options.port}`,
    show() {
      for (const listener of listeners) listener.write(eventOf(options.current()));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The page comes with the console signed in; where that fails, the page says with which password one does it. */
async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  options: StageServerOptions,
): Promise<void> {
  if (request.url === '/') {
    const cookie = await options.consoleCookie().catch(() => undefined);
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
  }
  serveStatic(options.files, request, response);
}

const eventOf = (stage: Stage): string => `event: stage\ndata: ${JSON.stringify(stage)}\n\n`;

/** `POST /link` is the same cable for scripts. */
async function act(request: IncomingMessage, response: ServerResponse, { actions, logger }: StageServerOptions) {
  try {
    const body = await readBody(request);
    switch (request.url) {
      case '/link':
      case '/api/link':
        await actions.setCable(flag(body, 'up'));
        break;
      case '/api/tap':
        await actions.tapCard(word(body, 'deviceId'), word(body, 'userName'));
        break;
      case '/api/documents':
        await actions.sendDocument(sendingOf(body));
        break;
      case '/api/device':
        await actions.handle(handlingOf(body));
        break;
      case '/api/play':
        await actions.play();
        break;
      default:
        return answer(response, 404, { code: 'not-found' });
    }
    answer(response, 200, { ok: true });
  } catch (error) {
    const caller = error instanceof Fault && error.owner === 'caller';
    if (!caller) logger.warn('The start page asked for what could not be done', { error: describeError(error) });
    answer(response, caller ? 400 : 500, { code: error instanceof Fault ? error.code : 'failed' });
  }
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw badBody('must be application/json');
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > MOST_BYTES) throw badBody(`must have at most ${MOST_BYTES} bytes`);
  }
  const value: unknown = parsed(text);
  if (typeof value !== 'object' || value === null) throw badBody('must be an object');
  return value as Readonly<Record<string, unknown>>; // every member is still unknown
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badBody('must be JSON', cause);
  }
}

function sendingOf(body: Readonly<Record<string, unknown>>): Sending {
  const to = word(body, 'to');
  if (to !== 'device' && to !== 'server') throw badBody('to must be device or server');
  return { deviceId: word(body, 'deviceId'), userName: word(body, 'userName'), to };
}

function handlingOf(body: Readonly<Record<string, unknown>>): Handling {
  const what = word(body, 'what');
  if (!isHandling(what)) throw badBody('what must be load-feeder, jam, take-out or walk-up');
  return { deviceId: word(body, 'deviceId'), what };
}

function isHandling(what: string): what is Handling['what'] {
  return what === 'load-feeder' || what === 'jam' || what === 'take-out' || what === 'walk-up';
}

function flag(body: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = body[name];
  if (typeof value !== 'boolean') throw badBody(`${name} must be true or false`);
  return value;
}

function word(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw badBody(`${name} must be a text`);
  return value;
}

const badBody = (why: string, cause?: unknown): Fault =>
  new Fault({ owner: 'caller', code: 'bad-request', message: `The body ${why}`, cause });

function secure(response: ServerResponse): void {
  response.setHeader(
    'content-security-policy',
    "default-src 'self'; frame-src http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
}
