import {
  elapsed,
  minutes,
  seconds,
  type BootTime,
  type Clock,
  type Instant,
  type Logger,
  type TerminalId,
} from '@holdover/kernel';
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
  /** Its link has ended, here; the last it said came at that time. */
  left(id: TerminalId, heardAt: Instant): void;
  /** C1: the terminal says that its link is degraded, or no longer. */
  degraded(id: TerminalId, degraded: boolean): void;
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
  const watch = watchSilence(deps, () => socket.terminate());
  // The order to wipe comes over a link of a revoked certificate, opened after the others were dropped.
  const forget = deps.connections.add(peer.certificate.serial, () => socket.terminate());
  const { hear: talk, ended } = peer.revoked ? sayFarewell(deps, peer, socket) : createTalk(deps, peer, socket);

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
      })
      .finally(() => {
        if (!socket.isOpen) ended();
      });
  };
  socket.listen({
    frame: (text) => hear(readFrame(text)),
    foreign: () => hear(undefined),
    failed: (error) => deps.logger.debug('A push link broke', { terminalId: terminal.id, error: describeError(error) }),
    closed: () => {
      watch.stop();
      forget();
      ended();
    },
  });
}

interface Talk {
  hear(frame: LinkFrameUp): Promise<void>;
  /** Perhaps more than once, and while a frame is being answered. */
  ended(): void;
}

const sendOver =
  (socket: FrameSocket) =>
  (frame: LinkFrameDown): void => {
    if (socket.isOpen) socket.send(JSON.stringify(frame));
  };

/** C1: the signed order, and nothing else. */
function sayFarewell({ keeper }: PushLinkDeps, peer: Peer, socket: FrameSocket): Talk {
  return {
    hear: async (frame) => {
      await keeper.farewell(peer, frame);
      sendOver(socket)(keeper.wipeOrder(peer));
      socket.close(LINK_CLOSE.revoked, 'revoked');
    },
    ended: () => undefined,
  };
}

function createTalk(deps: PushLinkDeps, peer: Peer, socket: FrameSocket): Talk {
  const { hub, keeper, clock } = deps;
  const { terminal } = peer;
  let introduced = false;
  let degraded = false;
  let heardAt = clock.wall();
  const link: OpenLink = {
    terminalId: terminal.id,
    send: sendOver(socket),
    close: () => socket.terminate(),
    isDegraded: () => degraded,
  };
  const record = createRecord(deps, terminal);

  const onHeartbeat = async (heartbeat: Heartbeat): Promise<void> => {
    const tidings = await keeper.tidings(terminal, heartbeat);
    link.send({ type: 'heartbeat', number: heartbeat.number, tidings });
    const says = heartbeat.degraded === true;
    if (says !== degraded) {
      degraded = says;
      keeper.degraded(terminal.id, says);
      hub.changed(link);
    }
    await record(heartbeat, tidings.confirmedAt);
  };

  return {
    hear: async (frame) => {
      heardAt = clock.wall();
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
    },
    ended: () => {
      hub.remove(link);
      if (introduced && !hub.isLinked(terminal.id)) keeper.left(terminal.id, heardAt);
    },
  };
}

/** Heartbeats, as far as they are worth a write to disk. */
function createRecord({ keeper, clock }: PushLinkDeps, terminal: TerminalRecord) {
  let recordedAt: BootTime | undefined;
  let recordedBacklog = -1;
  /** What the answer to the heartbeat before told: the terminal knows it now. */
  let confirmedAt: Instant | null = null;
  return async (heartbeat: Heartbeat, confirms: Instant | null): Promise<void> => {
    const known = confirmedAt;
    confirmedAt = confirms;
    const due = recordedAt === undefined || elapsed(recordedAt, clock.boot()) >= RECORD_EVERY;
    if (!due && heartbeat.journalBacklog === recordedBacklog) return;
    recordedAt = clock.boot();
    recordedBacklog = heartbeat.journalBacklog;
    await keeper.seen(terminal, heartbeat, known);
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
