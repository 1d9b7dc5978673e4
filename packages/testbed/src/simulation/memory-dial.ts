import { seconds } from '@holdover/kernel';
import type { DialListener, FrameSocket, WireAnswer } from '@holdover/protocol';
import { knock } from './knock.ts';
import { behind, newLane, type Lane } from './line.ts';
import { createLinkEnd, type LinkEnd, type LinkPost } from './link-end.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { tooSlow, unreachable } from './network-error.ts';

/** Time for TCP, TLS and the upgrade together. */
const HANDSHAKE = seconds(5);

type Arrival = Pick<LinkEnd, 'frameArrived' | 'goodbyeArrived' | 'goneArrived'>;

/** A link: this terminal's end, which is there at once, and the server's, once the server takes it up. */
export function startDial(carrying: Carrying, listener: DialListener): Pick<FrameSocket, 'send' | 'terminate'> {
  const { road, life, sockets } = carrying;
  const lanes = { up: newLane(), down: newLane() };
  const open = new Set<LinkEnd>();
  let hasLeft = false;
  // What arrives before the server has taken the link up can only be its end.
  let far: Arrival = {
    frameArrived: () => undefined,
    goodbyeArrived: () => undefined,
    goneArrived: () => (hasLeft = true),
  };

  const letGo = road.hold(() => open.forEach((end) => end.fail(unreachable('the connection was reset'))));
  const forget = (end: LinkEnd): void => {
    open.delete(end);
    if (open.size === 0) letGo();
  };
  const nearPost = createPost(carrying, lanes.up, () => far);
  const near = createLinkEnd({
    life,
    sockets,
    post: nearPost,
    onOver: () => {
      late();
      forget(near);
    },
  });
  const late = carrying.clock.after(HANDSHAKE, () => {
    nearPost.gone();
    near.fail(tooSlow('take up the link'));
  });
  const whileConnecting = (act: () => void) => (): void => life.whenAwake(() => void (near.isConnecting && act()));
  const refuse = (answer: WireAnswer): void =>
    whileConnecting(() => {
      near.dismiss();
      listener.refused(answer);
    })();
  const opened = whileConnecting(() => {
    late();
    near.open();
    listener.opened();
  });
  const accept = (server: SimulatedServer, serve: (socket: FrameSocket) => void): void => {
    const { life: serverLife } = server;
    const end = createLinkEnd({
      life: serverLife,
      sockets,
      post: createPost(carrying, lanes.down, () => near),
      onOver: () => forget(end),
    });
    end.open();
    open.add(end);
    far = end;
    if (road.draw(road.faults.answersLost, 'answer-lost')) lanes.down.isStalled = true;
    road.carry(opened, lanes.down);
    serve(end.socket);
    if (hasLeft) end.goneArrived();
  };

  open.add(near);
  near.socket.listen(listener);
  carrying.trace(`${road.name} dial`);
  knock(carrying, {
    refused: () => near.fail(unreachable('connection refused')),
    answeredInstead: refuse,
    reached: (server) =>
      askForLink(carrying, server, {
        accept: (serve) => accept(server, serve),
        refuse,
        broke: () => near.fail(unreachable('the connection ended')),
      }),
  });
  return near.socket;
}

interface Asked {
  accept(serve: (socket: FrameSocket) => void): void;
  refuse(answer: WireAnswer): void;
  /** The server ended before it had decided. */
  broke(): void;
}

function askForLink({ road, sockets, tap, serial }: Carrying, server: SimulatedServer, asked: Asked): void {
  const letGo = sockets.hold(server.life, (how) => {
    if (how === 'killed') road.carry(() => asked.broke());
  });
  server.door.link(serial).then(
    (link) =>
      server.life.whenAwake(() => {
        letGo();
        if ('accept' in link) {
          asked.accept(link.accept);
          return;
        }
        tap(link.refusal.text);
        if (!road.draw(road.faults.answersLost, 'answer-lost')) road.carry(() => asked.refuse(link.refusal));
      }),
    (error: unknown) => {
      // A door never rejects; what a dead server still throws is heard by nobody.
      if (server.life.alive) throw error;
    },
  );
}

function createPost({ road, tap }: Carrying, lane: Lane, to: () => Arrival): LinkPost {
  return {
    frame(text) {
      tap(text);
      if (!road.draw(road.faults.framesLost, 'frame-lost')) road.carry(() => to().frameArrived(text), lane);
    },
    goodbye: (code) => road.carry(() => to().goodbyeArrived(code), lane),
    gone: () => road.carry(() => to().goneArrived(), behind(lane)),
  };
}
