import { Fault, utf8, type Logger } from '@holdover/kernel';
import type { FrameSocket, GatewayDoor, WireAnswer, WireDocument } from '@holdover/protocol';
import type { KeyOpens, KeyUses } from '../features/enrolment/key-uses.ts';
import type { Admission } from './admission.ts';
import type { DocumentRoute, GatewayRoute, UploadRoute } from './gateway-route.ts';
import { GatewayRefusal, parseJson, refusalAnswer, tooLong } from './json-exchange.ts';
import { findPeer, type Peer, type PeerLookup } from './peer.ts';
import { takeUpload } from './take-upload.ts';

export interface GatewayDoorDeps {
  readonly lookup: PeerLookup;
  readonly keys: KeyUses;
  readonly routes: readonly (GatewayRoute | DocumentRoute | UploadRoute)[];
  /** By path: who waits its turn among the others of its kind, and may be turned away. All else is served at once. */
  readonly admissions: ReadonlyMap<string, Admission>;
  readonly logger: Logger;
  /** Serves a link from now on. */
  readonly serveLink: (peer: Peer, socket: FrameSocket) => void;
}

export type SentDocument = Extract<WireDocument, { data: unknown }>;

/** The door, for whoever would rather not read a body before it is known that it is worth it. */
export interface HeldDoor extends GatewayDoor {
  serve(serial: string, path: string, body: (mostBytes: number) => Promise<string>): Promise<WireAnswer | SentDocument>;
}

/** What terminals get, whatever carries it. Who asks is looked up at each request. */
export function createGatewayDoor({ lookup, keys, routes, admissions, logger, serveLink }: GatewayDoorDeps): HeldDoor {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const serve: HeldDoor['serve'] = async (serial, path, body) => {
    try {
      const route = byPath.get(path);
      if (route === undefined || 'take' in route) throw noSuchPath();
      const peer = await findPeer(lookup, serial);
      admit(peer, route, await keys.seen(peer));
      if ('open' in route) {
        const asked = parseJson(await body(route.mostBytes), route.request);
        return whole(await begun(await route.open(peer, asked)));
      }
      const answer = await answerOf({ ...route, admission: admissions.get(path) }, peer, body);
      return answer === undefined ? { status: 204, text: '' } : { status: 200, text: JSON.stringify(answer) };
    } catch (error) {
      return refusalAnswer(error, logger);
    }
  };
  const upload: HeldDoor['upload'] = async (serial, { path, ...given }) => {
    try {
      const route = byPath.get(path);
      if (route === undefined || !('take' in route)) throw noSuchPath();
      const peer = await findPeer(lookup, serial);
      admit(peer, route, await keys.seen(peer));
      const answer = await takeUpload({ admission: admissions.get(path), route, peer }, given);
      return { status: 200, text: JSON.stringify(answer) };
    } catch (error) {
      return refusalAnswer(error, logger);
    }
  };
  const isDocument = (path: string): boolean => 'open' in (byPath.get(path) ?? {});
  return {
    serve,
    call: async (serial, { path, body }) => {
      const served = isDocument(path) ? undefined : await serve(serial, path, given(body));
      return served === undefined || 'data' in served ? refusalAnswer(noSuchPath(), logger) : served;
    },
    download: async (serial, { path, body }) => {
      const served = isDocument(path) ? await serve(serial, path, given(body)) : refusalAnswer(noSuchPath(), logger);
      return 'data' in served ? served : { refusal: served };
    },
    upload,
    link: async (serial) => {
      try {
        const peer = await findPeer(lookup, serial);
        requireKey(await keys.seen(peer), 'everything');
        return { accept: (socket) => serveLink(peer, socket) };
      } catch (error) {
        return { refusal: refusalAnswer(error, logger) };
      }
    },
  };
}

const noSuchPath = (): GatewayRefusal => new GatewayRefusal('not-found', 'No such path');

/** A body that is here already. */
function given(body: string): (mostBytes: number) => Promise<string> {
  return (mostBytes) => (utf8(body).length > mostBytes ? Promise.reject(tooLong(mostBytes)) : Promise.resolve(body));
}

/** What cannot be read at all is a refusal; only what breaks off later breaks its connection. */
async function begun(document: SentDocument): Promise<SentDocument> {
  const parts = document.data[Symbol.asyncIterator]();
  return { ...document, data: goOn(await parts.next(), parts) };
}

async function* goOn(
  first: IteratorResult<Uint8Array, unknown>,
  parts: AsyncIterator<Uint8Array, unknown>,
): AsyncGenerator<Uint8Array, void> {
  try {
    for (let part = first; part.done !== true; part = await parts.next()) yield part.value;
  } finally {
    await parts.return?.();
  }
}

/** Breaks off where a document ends before, or goes on after, the length it was announced with. */
function whole({ data, length }: SentDocument): SentDocument {
  return length === undefined ? { data } : { data: counted(data, length), length };
}

async function* counted(data: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array, void> {
  let sent = 0;
  for await (const part of data) {
    sent += part.length;
    if (sent > length) break;
    yield part;
  }
  if (sent === length) return;
  const message = `A document of ${length} bytes ${sent > length ? 'has more' : `ended after ${sent}`}`;
  throw new Fault({ owner: 'ours', code: 'invariant-broken', message });
}

async function answerOf(
  { admission, request, mostBytes, answer }: GatewayRoute & { readonly admission: Admission | undefined },
  peer: Peer,
  body: (mostBytes: number) => Promise<string>,
): Promise<unknown> {
  const admitted = admission?.enter();
  try {
    const asked = parseJson(await body(mostBytes), request);
    const work = (): Promise<unknown> => answer(peer, asked);
    return await (admitted === undefined ? work() : admitted.perform(work));
  } finally {
    admitted?.leave();
  }
}

/** A revoked terminal may open the link: it gets the order that wipes it and nothing else (C1). */
function admit(
  { revoked, terminal }: Peer,
  { admits, needs }: Pick<GatewayRoute, 'admits' | 'needs'>,
  opens: KeyOpens,
): void {
  if (revoked) throw new GatewayRefusal('certificate-revoked', 'This terminal was revoked');
  requireKey(opens, needs);
  if (terminal.suspendedAt === null || admits === 'suspended-too') return;
  throw new GatewayRefusal('suspended', 'This terminal is suspended until it is enrolled anew');
}

const REACH: Readonly<Record<KeyOpens, number>> = { journal: 0, renewal: 1, everything: 2 };

function requireKey(opens: KeyOpens, needs: KeyOpens): void {
  if (REACH[opens] >= REACH[needs]) return;
  if (opens === 'renewal') throw new GatewayRefusal('renewal-due', 'This key is too old; it opens its renewal');
  throw new GatewayRefusal('key-superseded', 'This terminal has a newer key');
}
