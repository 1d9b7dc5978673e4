import { instant, later, milliseconds, minutes, seconds } from '@holdover/kernel';
import type { WireAnswer } from '@holdover/protocol';
import { describe, expect, test } from 'vitest';
import { describeGatewayWire } from '../contracts/describe-gateway-wire.ts';
import { createScriptedDoor, recordDial } from '../contracts/scripted-door.ts';
import { createSeededEntropy } from '../seeded-entropy.ts';
import { createMemoryNetwork } from './memory-network.ts';
import { createSimulatedTime } from './simulated-time.ts';

describeGatewayWire('a network in memory', (door) => {
  const { time, network, server, terminal, pass } = createScene();
  const life = terminal.start();
  const serverLife = server.start();
  const line = network.line('line');
  let passing = Promise.resolve();
  return {
    wire: network.wire({
      line: 'line',
      serial: '7A',
      life,
      clock: life.clock,
      server: () => ({ door, life: serverLife }),
    }),
    serial: '7A',
    path: '/v1/anything',
    documentPath: '/v1/document',
    uploadPath: '/v1/upload',
    leave: server.kill,
    cut: () => line.set({ state: 'cut' }),
    heal: line.heal,
    until: async (isSo) => {
      const last = later(time.now(), seconds(60));
      while (!isSo() && time.now() < last) await (passing = passing.then(() => pass(10)));
    },
    quiet: () => pass(2_000),
    end: () => undefined,
  };
});

function createScene(seed: number | string = 1) {
  const time = createSimulatedTime(instant(0));
  const trace: string[] = [];
  const tapped: string[] = [];
  const network = createMemoryNetwork({
    time,
    entropy: createSeededEntropy(seed),
    trace: (what) => trace.push(`${time.now()} ${what}`),
    tap: (text) => tapped.push(text),
  });
  const pass = (ms: number): Promise<void> => time.run(later(time.now(), milliseconds(ms)));
  return { time, network, pass, trace, tapped, terminal: time.machine(), server: time.machine() };
}

/** A terminal whose server answers, and what becomes of its calls. */
function createTalk(seed?: number | string) {
  const scene = createScene(seed);
  const door = createScriptedDoor();
  door.answer = { status: 200, text: '"answer"' };
  scene.server.start();
  const server = () => (scene.server.life === undefined ? undefined : { door, life: scene.server.life });
  const start = () => {
    const life = scene.terminal.start();
    return scene.network.wire({ line: 'a', serial: 'S', life, clock: life.clock, server });
  };
  const wire = start();
  const outcomes: string[] = [];
  const call = (body = '{}', from = wire): void => {
    const answered = ({ status, text }: WireAnswer): void => void outcomes.push(`${status} ${text}`);
    from
      .call({ path: '/x', body, deadline: seconds(10), mostBytes: 100 })
      .then(answered, (error: unknown) => outcomes.push(String(error).replace(/.*\[(.*)\]/, '$1')));
  };
  return { ...scene, door, wire, start, call, outcomes, line: scene.network.line('a') };
}

describe('a network in memory', () => {
  test('of faults drawn by share each befalls some and not all, is counted, and is the same for the same seed', async () => {
    const play = async (seed: number) => {
      const talk = createTalk(seed);
      talk.line.set({ requestsLost: 0.2, answersLost: 0.2, duplicated: 0.2, reordered: 0.2 });
      talk.line.set({ instead: { share: 0.1, answer: { status: 429, text: '', retryAfterSeconds: 3 } } });
      for (let i = 0; i < 100; i++) talk.call(`${i}`);
      await talk.pass(20_000);
      return talk;
    };
    const [first, again, other] = [await play(1), await play(1), await play(2)];
    expect(again.trace.join('\n')).toBe(first.trace.join('\n'));
    expect(other.trace.join('\n')).not.toBe(first.trace.join('\n'));
    const { injected } = first.network;
    expect([...injected.keys()].toSorted()).toEqual(
      ['answer-lost', 'duplicated', 'reordered', 'request-lost', 'status-429'].toSorted(),
    );
    const of = (kind: 'answer-lost' | 'duplicated' | 'request-lost' | 'status-429') => injected.get(kind) ?? 0;
    expect(first.outcomes).toHaveLength(100);
    expect(first.outcomes.filter((what) => what === 'gateway-too-slow')).toHaveLength(
      of('request-lost') + of('answer-lost'),
    );
    expect(first.outcomes.filter((what) => what.startsWith('429'))).toHaveLength(of('status-429'));
    expect(first.door.calls).toHaveLength(100 - of('status-429') - of('request-lost') + of('duplicated'));
    const order = first.door.calls.map(({ body }) => Number(body));
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
  });

  test('frames of a link are in order, lost or overtaken only where the line is told to', async () => {
    for (const faults of [{}, { framesLost: 0.3 }, { reordered: 0.3 }]) {
      const talk = createTalk();
      const dial = recordDial(talk.wire);
      await talk.pass(1_000);
      talk.line.set(faults);
      const sent = Array.from({ length: 50 }, (_, i) => `frame ${i}`);
      for (const text of sent) dial.socket.send(text.replace('frame ', ''));
      await talk.pass(5_000);
      const heard = talk.door.links[0]?.said ?? [];
      const isInOrder = heard.every((what, i) => i === 0 || sent.indexOf(what) > sent.indexOf(heard[i - 1] ?? ''));
      expect([heard.length === 50, isInOrder]).toEqual([!('framesLost' in faults), !('reordered' in faults)]);
      expect(talk.tapped).toHaveLength(50);
    }
  });

  test('refused: nobody takes a new connection, the open link goes on', async () => {
    const talk = createTalk();
    const dial = recordDial(talk.wire);
    await talk.pass(1_000);
    talk.line.set({ state: 'refused' });
    talk.call();
    dial.socket.send('still');
    const second = recordDial(talk.wire);
    await talk.pass(1_000);
    expect(talk.outcomes).toEqual(['gateway-unreachable']);
    expect([second.said, talk.door.links[0]?.said]).toEqual([['failed', 'closed 1006'], ['frame still']]);
  });

  test('a reset breaks links at both ends and calls on their way', async () => {
    const talk = createTalk();
    talk.door.answer = undefined;
    const dial = recordDial(talk.wire);
    talk.call();
    await talk.pass(1_000);
    talk.line.reset();
    await talk.pass(1_000);
    expect([talk.outcomes, dial.said]).toEqual([['gateway-unreachable'], ['opened', 'failed', 'closed 1006']]);
    expect(talk.door.links[0]?.said).toEqual(['failed', 'closed 1006']);
  });

  test('a link on which bytes vanished stays half open when the cut heals, until one end gives up', async () => {
    const talk = createTalk();
    const dial = recordDial(talk.wire);
    await talk.pass(1_000);
    talk.line.set({ state: 'cut' });
    dial.socket.send('lost');
    await talk.pass(1_000);
    talk.line.heal();
    dial.socket.send('too late');
    await talk.pass(minutes(10));
    expect([dial.said, talk.door.links[0]?.said]).toEqual([['opened'], []]);
    talk.door.links[0]?.socket.terminate();
    await talk.pass(1_000);
    expect(dial.said).toEqual(['opened', 'closed 1006']);
  });

  test('a killed terminal leaves closed sockets and hears nothing; one without power leaves half-open ones', async () => {
    for (const how of ['kill', 'powerOff'] as const) {
      const talk = createTalk();
      talk.door.answer = undefined;
      const dial = recordDial(talk.wire);
      talk.call();
      await talk.pass(1_000);
      talk.terminal[how]();
      talk.call('a call of the dead');
      recordDial(talk.wire).socket.send('a frame of the dead');
      dial.socket.send('a frame of the dead');
      talk.door.links[0]?.socket.send('hello?');
      await talk.pass(minutes(1));
      expect([dial.said, talk.outcomes]).toEqual([['opened'], []]);
      expect([talk.door.calls.length, talk.door.links.length]).toEqual([1, 1]);
      expect(talk.door.links[0]?.said).toEqual(how === 'kill' ? ['closed 1006'] : []);
    }
  });

  test('a killed server breaks calls and links at once; one without power lets them wait, and refuses nobody', async () => {
    for (const how of ['kill', 'powerOff'] as const) {
      const talk = createTalk();
      talk.door.answer = undefined;
      const dial = recordDial(talk.wire);
      talk.call();
      await talk.pass(1_000);
      talk.server[how]();
      await talk.pass(1_000);
      const broken = how === 'kill';
      expect(talk.outcomes).toEqual(broken ? ['gateway-unreachable'] : []);
      expect(dial.said).toEqual(broken ? ['opened', 'closed 1006'] : ['opened']);
      await talk.pass(10_000);
      expect(talk.outcomes).toHaveLength(1);
    }
  });

  test('a link that opens too late is given up, and the server learns of it', async () => {
    const talk = createTalk();
    talk.line.set({ delay: { least: seconds(3), most: seconds(3) } });
    const dial = recordDial(talk.wire);
    await talk.pass(20_000);
    expect([dial.said, talk.door.links[0]?.said]).toEqual([['failed', 'closed 1006'], ['closed 1006']]);
    expect(talk.trace).toEqual(['0 a dial']);
  });

  test('a sleeping terminal hears what came when it wakes up', async () => {
    const talk = createTalk();
    const dial = recordDial(talk.wire);
    await talk.pass(1_000);
    talk.terminal.suspend();
    talk.door.links[0]?.socket.send('1');
    talk.door.links[0]?.socket.close(4_000, 'bye');
    await talk.pass(5_000);
    expect(dial.said).toEqual(['opened']);
    talk.terminal.resume();
    await talk.pass(1_000);
    expect([dial.said, talk.door.links[0]?.said]).toEqual([['opened', 'frame 1', 'closed 4000'], ['closed 4000']]);
  });

  test('a goodbye that nobody returns ends by itself', async () => {
    const talk = createTalk();
    recordDial(talk.wire);
    await talk.pass(1_000);
    talk.line.set({ state: 'cut' });
    talk.door.links[0]?.socket.close(4_000, 'bye');
    await talk.pass(29_000);
    expect(talk.door.links[0]?.said).toEqual([]);
    await talk.pass(2_000);
    expect(talk.door.links[0]?.said).toEqual(['closed 1006']);
  });
});
