import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from '@holdover/kernel';
import { describeError, listenOn } from '@holdover/nodejs';
import { answerControl, type ControlledDevice } from './control-routes.ts';

export interface ControlOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly device: ControlledDevice;
  readonly logger: Logger;
}

export interface ControlServer {
  /** `http://HOST:PORT/control`. */
  readonly url: string;
  close(): Promise<void>;
}

const LONGEST_BODY = 4_096;
const SLOWEST_MS = 10_000;

/**
 * What a person does at the device, by HTTP and JSON. Whoever reaches the port stands at the device: it listens on loopback unless told,
 * and answers no web page.
 * @throws Fault `port-taken`, `cannot-listen`
 */
export async function openControl({ host, port, device, logger }: ControlOptions): Promise<ControlServer> {
  const server = createServer({ requestTimeout: SLOWEST_MS, headersTimeout: SLOWEST_MS }, (request, response) => {
    serve(device, request, response).catch((error: unknown) => {
      logger.error('A request at the control failed', { error: describeError(error) });
      response.destroy();
    });
  });
  const bound = await listenOn(server, { host, port });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/control`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(device: ControlledDevice, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  if (headers.origin !== undefined || isOtherSite(headers['sec-fetch-site'])) {
    return answer(response, 403, { error: 'not for web pages' });
  }
  const isRead = method === 'GET';
  const body = isRead ? '' : await readBody(request);
  if (body === undefined) return answer(response, 413, { error: `at most ${LONGEST_BODY} octets` });
  const value = parseJson(body);
  if (!isRead && (value === undefined || !isJson(headers['content-type']))) {
    return answer(response, 400, { error: 'send JSON, with content-type: application/json' });
  }
  const { status, content } = await answerControl(device, { method, path: url.split('?')[0] ?? '/', body: value });
  answer(response, status, content);
}

function answer(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(content)}\n`);
}

/** Undefined what is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    const octets: unknown = chunk;
    if (!(octets instanceof Uint8Array)) continue;
    length += octets.length;
    if (length > LONGEST_BODY) return undefined;
    chunks.push(octets);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A form or a script of some page cannot send this without asking first. */
function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/json\s*(;|$)/i.test(type);
}

function isOtherSite(site: string | string[] | undefined): boolean {
  return site !== undefined && site !== 'none';
}
