import { utf8, type Logger } from '@holdover/kernel';
import type { FrameSocket, GatewayDoor, WireAnswer } from '@holdover/protocol';
import type { GatewayRoute } from './gateway-route.ts';
import { GatewayRefusal, parseJson, refusalAnswer, tooLong } from './json-exchange.ts';
import { findPeer, type Peer, type PeerLookup } from './peer.ts';

export interface GatewayDoorDeps {
  readonly lookup: PeerLookup;
  readonly routes: readonly GatewayRoute[];
  readonly logger: Logger;
  /** Serves a link from now on. */
  readonly serveLink: (peer: Peer, socket: FrameSocket) => void;
}

/** The door, for whoever would rather not read a body before it is known that it is worth it. */
export interface HeldDoor extends GatewayDoor {
  serve(serial: string, path: string, body: (mostBytes: number) => Promise<string>): Promise<WireAnswer>;
}

/** What terminals get, whatever carries it. Who asks is looked up at each request. */
export function createGatewayDoor({ lookup, routes, logger, serveLink }: GatewayDoorDeps): HeldDoor {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const serve: HeldDoor['serve'] = async (serial, path, body) => {
    try {
      const route = byPath.get(path);
      if (route === undefined) throw new GatewayRefusal('not-found', 'No such path');
      const peer = await findPeer(lookup, serial);
      admit(peer, route.admits);
      const answer = await route.answer(peer, parseJson(await body(route.mostBytes), route.request));
      return answer === undefined ? { status: 204, text: '' } : { status: 200, text: JSON.stringify(answer) };
    } catch (error) {
      return refusalAnswer(error, logger);
    }
  };
  return {
    serve,
    call: (serial, { path, body }) =>
      serve(serial, path, (mostBytes) =>
        utf8(body).length > mostBytes ? Promise.reject(tooLong(mostBytes)) : Promise.resolve(body),
      ),
    link: async (serial) => {
      try {
        const peer = await findPeer(lookup, serial);
        return { accept: (socket) => serveLink(peer, socket) };
      } catch (error) {
        return { refusal: refusalAnswer(error, logger) };
      }
    },
  };
}

/** A revoked terminal may open the link: it gets the order that wipes it and nothing else (C1). */
function admit({ revoked, terminal }: Peer, whom: GatewayRoute['admits']): void {
  if (revoked) throw new GatewayRefusal('certificate-revoked', 'This terminal was revoked');
  if (terminal.suspendedAt === null || whom === 'suspended-too') return;
  throw new GatewayRefusal('suspended', 'This terminal is suspended until it is enrolled anew');
}
