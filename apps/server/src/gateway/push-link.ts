import { elapsed, minutes, seconds, type BootTime, type Clock, type Instant, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import {
  LINK_CLOSE,
  linkFrameUp,
  PROTOCOL_VERSION,
  type FrameSocket,
  type LinkFrameDown,
  type LinkFrameUp,
  type Tidings,
} from '@holdover/protocol';
import type { FleetAuthority } from '../features/authority/fleet-authority.ts';
import type { TerminalRecord } from '../features/terminals/terminal.ts';
import type { Connections } from './connections.ts';
import { GatewayRefusal } from './json-exchange.ts';
import type { LinkHub, OpenLink } from './link-hub.ts';
import type { Peer } from './peer.ts';

type Hello = Extract<LinkFrameUp, { type: 'hello' }>;
type Heartbeat = Extract<LinkFrameUp, { type: 'heartbeat' }>;

/** What the rest of the server does for a link. */
export interface LinkKeeper {
  /** @throws GatewayRefusal `certificate-revoked` when that happened since the link was opened */
  tidings(terminal: TerminalRecord, held: Heartbeat | Hello): Promise<Tidings>;
  /** The terminal introduced itself. @returns frames that follow the welcome */
  welcomed(peer: Peer, hello: Hello): Promise<readonly LinkFrameDown[]>;
  /** For the record: seen, backlog, and the confirmation that its last heartbeat brought it (B5). */
  seen(terminal: TerminalRecord, heartbeat: Heartbeat, confirmedAt: Instant | null): Promise<void>;
  wipeOrder(peer: Peer): LinkFrameDown;
  /** What a revoked terminal says it holds: nothing any more once it has obeyed (H1). */
  farewell(peer: Peer, held: LinkFrameUp): Promise<void>;
  /** C3. */
  returnSpreadSeconds(): Promise<number>;
}

export interface PushLinkDeps {
  readonly hub: LinkHub;
  readonly connections: Connections;
  readonly keeper: LinkKeeper;
  readonly fleet: FleetAuthority;
  readonly clock: Clock;
  readonly logger: Logger;
  /** C2. */
  readonly heartbeatSeconds: number;
}

/** C2: two misses; a third interval for the network. */
const SILENT_HEARTBEATS = 3;
/** How often "seen" is worth a write to disk. */
const RECORD_EVERY = minutes(1);

/** Serves one push link until either side ends it. */
export function servePushLink(deps: PushLinkDeps, peer: Peer, socket: FrameSocket): void {
  const { terminal } = peer;
  const send = (frame: LinkFrameDown): void => {
    if (socket.isOpen) socket.send(JSON.stringify(frame));
  };
  const link: OpenLink = { terminalId: terminal.id, send, close: () => socket.terminate() };
  const watch = watchSilence(deps, () => socket.terminate());
  // The order to wipe comes over a link of a revoked certificate, opened after the others were dropped.
  const forget = deps.connections.add(peer.certificate.serial, () => socket.terminate());
  const talk = peer.revoked ? sayFarewell(deps, peer, { send, socket }) : createTalk(deps, peer, { link, socket });

  // One frame after another: a heartbeat is answered from what the frame before it left.
  let queue = Promise.resolve();
  const hear = (frame: LinkFrameUp | undefined): void => {
    watch.heard();
    if (frame === undefined) return socket.close(LINK_CLOSE.badFrame, 'not a frame of this protocol');
    queue = queue
      .then(() => talk(frame))
      .catch((error: unknown) => {
        if (error instanceof GatewayRefusal) return socket.close(LINK_CLOSE.revoked, 'revoked');
        deps.logger.error('A frame of a terminal failed', { terminalId: terminal.id, error: describeError(error) });
        socket.close(LINK_CLOSE.fault, 'server fault');
      });
  };
  socket.listen({
    frame: (text) => hear(readFrame(text)),
    foreign: () => hear(undefined),
    failed: (error) => deps.logger.debug('A push link broke', { terminalId: terminal.id, error: describeError(error) }),
    closed: () => {
      watch.stop();
      forget();
      deps.hub.remove(link);
    },
  });
}

type Talk = (frame: LinkFrameUp) => Promise<void>;

/** C1: the signed order, and nothing else. */
function sayFarewell(
  { keeper }: PushLinkDeps,
  peer: Peer,
  to: { send(frame: LinkFrameDown): void; socket: FrameSocket },
): Talk {
  return async (frame) => {
    await keeper.farewell(peer, frame);
    to.send(keeper.wipeOrder(peer));
    to.socket.close(LINK_CLOSE.revoked, 'revoked');
  };
}

function createTalk(deps: PushLinkDeps, peer: Peer, { link, socket }: { link: OpenLink; socket: FrameSocket }): Talk {
  const { hub, keeper, clock } = deps;
  const { terminal } = peer;
  let introduced = false;
  let recordedAt: BootTime | undefined;
  let recordedBacklog = -1;
  let confirmedAt: Instant | null = null;

  const onHeartbeat = async (heartbeat: Heartbeat): Promise<void> => {
    const known = confirmedAt;
    const tidings = await keeper.tidings(terminal, heartbeat);
    link.send({ type: 'heartbeat', number: heartbeat.number, tidings });
    confirmedAt = tidings.confirmedAt;
    const due = recordedAt === undefined || elapsed(recordedAt, clock.boot()) >= RECORD_EVERY;
    if (!due && heartbeat.journalBacklog === recordedBacklog) return;
    recordedAt = clock.boot();
    recordedBacklog = heartbeat.journalBacklog;
    await keeper.seen(terminal, heartbeat, known);
  };

  return async (frame) => {
    if (frame.type === 'heartbeat') {
      if (introduced) return onHeartbeat(frame);
      return socket.close(LINK_CLOSE.badFrame, 'hello comes first');
    }
    if (frame.protocol > PROTOCOL_VERSION)
      return socket.close(LINK_CLOSE.newerProtocol, `protocol ${PROTOCOL_VERSION} is spoken here`);
    introduced = true;
    const follow = await keeper.welcomed(peer, frame);
    link.send(await welcome(deps, await keeper.tidings(terminal, frame)));
    for (const next of follow) link.send(next);
    if (socket.isOpen) hub.add(link);
  };
}

async function welcome({ fleet, keeper, heartbeatSeconds }: PushLinkDeps, tidings: Tidings): Promise<LinkFrameDown> {
  return {
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    incarnation: fleet.incarnation,
    signingKey: fleet.signer.publicKey,
    tidings,
    returnSpreadSeconds: await keeper.returnSpreadSeconds(),
    heartbeatSeconds,
  };
}

/** A link that says nothing for three heartbeats is cut: over a half-open one nothing would ever come. */
function watchSilence({ clock, heartbeatSeconds }: PushLinkDeps, cut: () => void) {
  const most = seconds(SILENT_HEARTBEATS * heartbeatSeconds);
  let cancel = clock.after(most, cut);
  return {
    heard: () => {
      cancel();
      cancel = clock.after(most, cut);
    },
    stop: () => cancel(),
  };
}

function readFrame(text: string): LinkFrameUp | undefined {
  const parsed = linkFrameUp.safeParse(valueOf(text));
  return parsed.success ? parsed.data : undefined;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
