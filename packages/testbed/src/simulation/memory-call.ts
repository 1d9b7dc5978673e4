import { utf8 } from '@holdover/kernel';
import type { WireAnswer, WireCall } from '@holdover/protocol';
import { knock } from './knock.ts';
import { notOurs, tooSlow, unreachable } from './network-error.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';

export interface RunningCall {
  readonly answer: Promise<WireAnswer>;
  /** Its connection is given up by the caller. */
  drop(): void;
}

/** One call over a connection of its own. Of a caller that has ended nothing is told any more. */
export function startCall(carrying: Carrying, call: WireCall, onOver: () => void): RunningCall {
  const { road, life, clock, sockets } = carrying;
  let isOver = false;
  let settle: { resolve(answer: WireAnswer): void; reject(error: Error): void };
  const answer = new Promise<WireAnswer>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const end = (tell?: () => void): void => {
    if (isOver) return;
    isOver = true;
    for (const letGo of held) letGo();
    onOver();
    tell?.();
  };
  const fail = (error: Error): void => life.whenAwake(() => end(() => settle.reject(error)));
  const receive = (given: WireAnswer): void => {
    if (utf8(given.text).length > call.mostBytes) fail(notOurs(`an answer of more than ${call.mostBytes} bytes`));
    else life.whenAwake(() => end(() => settle.resolve(given)));
  };
  const held = [
    clock.after(call.deadline, () => end(() => settle.reject(tooSlow('answer')))),
    sockets.hold(life, () => end()),
    road.hold(() => fail(unreachable('the connection was reset'))),
  ];

  carrying.tap(call.body);
  carrying.trace(`${road.name} call ${call.path}`);
  knock(carrying, {
    refused: () => fail(unreachable('connection refused')),
    answeredInstead: receive,
    reached: (server) => {
      serve(
        carrying,
        { server, call },
        {
          answered: (given) => {
            if (!road.draw(road.faults.answersLost, 'answer-lost')) road.carry(() => receive(given));
          },
          broke: () => road.carry(() => fail(unreachable('the connection ended'))),
        },
      );
      if (!road.draw(road.faults.duplicated, 'duplicated')) return;
      road.carry(() => server.life.whenAwake(() => serve(carrying, { server, call }, NOBODY)));
    },
  });
  return { answer, drop: () => end(() => settle.reject(unreachable('the connection was dropped'))) };
}

interface Caller {
  answered(answer: WireAnswer): void;
  /** The server was killed before it had answered. */
  broke(): void;
}

const NOBODY: Caller = { answered: () => undefined, broke: () => undefined };

function serve(
  { sockets, tap, serial }: Carrying,
  { server, call }: { readonly server: SimulatedServer; readonly call: WireCall },
  caller: Caller,
): void {
  const letGo = sockets.hold(server.life, (how) => {
    if (how === 'killed') caller.broke();
  });
  const reply = (answer: WireAnswer): void => {
    letGo();
    tap(answer.text);
    caller.answered(answer);
  };
  server.door.call(serial, { path: call.path, body: call.body }).then(
    (answer) => server.life.whenAwake(() => reply(answer)),
    (error: unknown) => {
      // A door never rejects; what a dead server still throws is heard by nobody.
      if (server.life.alive) throw error;
    },
  );
}
