import { milliseconds, seconds } from '@holdover/kernel';
import type { GatewayDoor, GatewayWire, WireAnswer, WireCall } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeDownloads } from './describe-downloads.ts';
import { describeUploads } from './describe-uploads.ts';
import { createScriptedDoor, recordDial, type RecordedDial, type ScriptedDoor } from './scripted-door.ts';

/** A terminal, a server, and what is between them. */
export interface GatewayWireWorld {
  readonly wire: GatewayWire;
  /** Under which the server knows the terminal. */
  readonly serial: string;
  /** Whose certificate asks is settled before the door: what it may say goes to a path it serves. */
  readonly path: string;
  /** Of downloads, likewise. */
  readonly documentPath: string;
  /** Of uploads, likewise. */
  readonly uploadPath: string;
  /** Nobody listens at the server's address any more. */
  leave(): Promise<void> | void;
  /** Bytes vanish from now on, both ways and without a word. */
  cut(): void;
  heal(): void;
  /** Until `isSo`, or long enough to say that it never will be. */
  until(isSo: () => boolean): Promise<void>;
  /** Long enough for anything on its way to arrive. */
  quiet(): Promise<void>;
  end(): Promise<void> | void;
}

const SHORT = milliseconds(400);
const OK: WireAnswer = { status: 200, text: '{"well":true}' };

/** What a terminal relies on in the way to its server, and the server in the way to its terminals. */
export function describeGatewayWire(
  name: string,
  createWorld: (door: GatewayDoor) => Promise<GatewayWireWorld> | GatewayWireWorld,
): void {
  describe(`the contract of a wire to the gateway: ${name}`, () => {
    let door: ScriptedDoor;
    let world: GatewayWireWorld;
    beforeEach(async () => {
      door = createScriptedDoor();
      world = await createWorld(door);
    });
    afterEach(() => world.end());

    const settled = async <T>(promise: Promise<T>): Promise<T> => {
      let isSettled = false;
      const mark = (): void => void (isSettled = true);
      promise.then(mark, mark);
      await world.until(() => isSettled);
      if (!isSettled) expect.fail('neither answered nor given up');
      return promise;
    };
    const call = (more: Partial<WireCall> = {}): Promise<WireAnswer> =>
      settled(
        world.wire.call({ path: world.path, body: '{"a":"ä"}', deadline: seconds(5), mostBytes: 1_000, ...more }),
      );
    const dialed = async (): Promise<RecordedDial> => {
      const dial = recordDial(world.wire);
      await world.until(() => dial.said.length > 0 && door.links.length > 0);
      expect(dial.said).toEqual(['opened']);
      return dial;
    };
    const both = { door: () => door, world: () => world, settled, call, dialed };

    describeCalls(both);
    describeLinks(both);
    describeBreaks(both);
    describeDownloads(both);
    describeUploads(both);
  });
}

interface Both {
  door(): ScriptedDoor;
  world(): GatewayWireWorld;
  call(more?: Partial<WireCall>): Promise<WireAnswer>;
  dialed(): Promise<RecordedDial>;
}

function describeCalls({ door, world, call }: Both): void {
  test('a call brings path, body and serial to the door and its answer back', async () => {
    door().answer = OK;
    expect(await call()).toEqual(OK);
    expect(door().calls).toEqual([{ serial: world().serial, path: world().path, body: '{"a":"ä"}' }]);
    door().answer = { status: 204, text: '' };
    expect(await call()).toEqual({ status: 204, text: '' });
  });

  test.each([400, 403, 404, 409, 500])('a refusal with status %i is an answer', async (status) => {
    door().answer = { status, text: '{"code":"some-code","message":"No"}' };
    expect(await call()).toEqual(door().answer);
  });

  test('when to come again comes along', async () => {
    door().answer = { status: 503, text: '{"code":"overloaded","message":"Later"}', retryAfterSeconds: 17 };
    expect(await call()).toEqual(door().answer);
  });

  test('calls of the same time are answered each', async () => {
    door().answer = OK;
    const paths = await Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map((body) => call({ body })));
    expect(paths).toHaveLength(8);
    expect(
      door()
        .calls.map(({ body }) => body)
        .toSorted(),
    ).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  test('an answer of more bytes than allowed is not of our protocol', async () => {
    door().answer = { status: 200, text: `"${'ä'.repeat(499)}"` };
    expect(await call()).toEqual(door().answer);
    await expect(call({ mostBytes: 999 })).rejects.toMatchObject({ code: 'not-our-protocol', retryable: false });
  });

  test('an answer that does not come in time is given up, and may be asked for again', async () => {
    await expect(call({ deadline: SHORT })).rejects.toMatchObject({ code: 'gateway-too-slow', retryable: true });
    expect(door().calls).toHaveLength(1);
    door().answer = OK;
    expect(await call()).toEqual(OK);
  });

  test('no bytes come through a cut', async () => {
    door().answer = OK;
    await call();
    world().cut();
    await expect(call({ deadline: SHORT })).rejects.toMatchObject({ code: 'gateway-too-slow', retryable: true });
    world().heal();
    world().wire.drop();
    expect(await call()).toEqual(OK);
  });

  test('a server that is not there is unreachable', async () => {
    await world().leave();
    await expect(call()).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
  });

  test('dropped connections take their calls with them; the next call has a new one', async () => {
    const waiting = call();
    await world().until(() => door().calls.length > 0);
    world().wire.drop();
    await expect(waiting).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
    door().answer = OK;
    expect(await call()).toEqual(OK);
  });
}

function describeLinks({ door, world, dialed }: Both): void {
  test('a link opens; frames go both ways, each way in order', async () => {
    const dial = await dialed();
    const [link] = door().links;
    const texts = Array.from({ length: 20 }, (_, i) => `{"number":${i},"ä":"€"}`);
    for (const text of texts) {
      dial.socket.send(text);
      link?.socket.send(text);
    }
    await world().until(() => dial.said.length > 20 && (link?.said.length ?? 0) >= 20);
    expect(dial.said).toEqual(['opened', ...texts.map((text) => `frame ${text}`)]);
    expect(link?.said).toEqual(texts.map((text) => `frame ${text}`));
    expect([link?.serial, link?.socket.isOpen]).toEqual([world().serial, true]);
  });

  test('what the server says as soon as it takes the link up comes after the opening', async () => {
    door().greeting = ['{"first":1}', '{"second":2}'];
    const dial = recordDial(world().wire);
    expect(dial.said).toEqual([]);
    await world().until(() => dial.said.length > 2);
    expect(dial.said).toEqual(['opened', 'frame {"first":1}', 'frame {"second":2}']);
  });

  test('frames wait for the server to listen', async () => {
    door().isListening = false;
    const dial = await dialed();
    dial.socket.send('{"early":1}');
    await world().quiet();
    door().links[0]?.listen();
    await world().until(() => door().links[0]?.said.length === 1);
    expect(door().links[0]?.said).toEqual(['frame {"early":1}']);
  });

  test('a refused link brings the answer and nothing else', async () => {
    door().refusal = { status: 403, text: '{"code":"certificate-revoked","message":"No"}' };
    const dial = recordDial(world().wire);
    await world().until(() => dial.said.length > 0);
    await world().quiet();
    expect(dial.said).toEqual(['refused 403 {"code":"certificate-revoked","message":"No"}']);
  });

  test('closed by the server, both ends hear its code, after everything sent before', async () => {
    const dial = await dialed();
    const [link] = door().links;
    link?.socket.send('{"last":1}');
    link?.socket.close(4_001, 'enough');
    expect(link?.socket.isOpen).toBe(false);
    await world().until(() => dial.said.length > 2 && link?.said.length === 1);
    expect(dial.said).toEqual(['opened', 'frame {"last":1}', 'closed 4001']);
    expect(link?.said).toEqual(['closed 4001']);
  });

  test.each(['terminal', 'server'] as const)('terminated by the %s, both ends are closed', async (who) => {
    const dial = await dialed();
    const [link] = door().links;
    if (who === 'terminal') dial.socket.terminate();
    else link?.socket.terminate();
    await world().until(() => dial.said.length > 1 && link?.said.length === 1);
    expect([dial.said, link?.said, link?.socket.isOpen]).toEqual([['opened', 'closed 1006'], ['closed 1006'], false]);
    dial.socket.send('{"late":1}');
    link?.socket.send('{"late":1}');
    dial.socket.terminate();
    link?.socket.terminate();
    await world().quiet();
    expect([dial.said.length, link?.said.length]).toEqual([2, 1]);
  });
}

function describeBreaks({ world, door, dialed }: Both): void {
  test('where nobody listens a dial fails, then closes', async () => {
    await world().leave();
    const dial = recordDial(world().wire);
    await world().until(() => dial.said.length > 1);
    expect(dial.said).toEqual(['failed', 'closed 1006']);
  });

  test('given up before it opened, a dial never opens', async () => {
    const dial = recordDial(world().wire);
    dial.socket.terminate();
    await world().quiet();
    expect(dial.said.filter((what) => what !== 'failed')).toEqual(['closed 1006']);
  });

  test('through a cut nothing is heard, not even the end of the other side', async () => {
    const dial = await dialed();
    const [link] = door().links;
    world().cut();
    dial.socket.send('{"lost":1}');
    link?.socket.send('{"lost":2}');
    await world().quiet();
    expect([dial.said, link?.said, link?.socket.isOpen]).toEqual([['opened'], [], true]);
    dial.socket.terminate();
    await world().until(() => dial.said.length > 1);
    expect([dial.said, link?.said, link?.socket.isOpen]).toEqual([['opened', 'closed 1006'], [], true]);
  });

  test('the end of the server ends its links', async () => {
    const dial = await dialed();
    await world().leave();
    await world().until(() => dial.said.some((what) => what.startsWith('closed')));
    expect(dial.said.filter((what) => what !== 'failed')).toEqual(['opened', 'closed 1006']);
  });
}
