import { Fault, milliseconds, seconds } from '@holdover/kernel';
import type { WireAnswer, WireUpload } from '@holdover/protocol';
import { expect, test } from 'vitest';
import type { GatewayWireWorld } from './describe-gateway-wire.ts';
import type { ScriptedDoor } from './scripted-door.ts';

interface Both {
  door(): ScriptedDoor;
  world(): GatewayWireWorld;
  settled<T>(promise: Promise<T>): Promise<T>;
}

const PART = 65_536;
const SHORT = milliseconds(400);
/** More than all buffers between the two together hold. */
const MOST_AHEAD = 48 * 1024 * 1024;
const TAKEN: WireAnswer = { status: 200, text: '{"scan":"taken"}' };
const DAMAGED = new Fault({ owner: 'environment', code: 'document-damaged', message: 'The document is damaged' });

/** What the server read of an upload, and how it ended for it. */
interface Heard {
  length: number;
  wrong: number;
  ended: 'whole' | 'broke' | undefined;
}

/** What a terminal relies on where it hands in a document, and the server where it is handed one. */
export function describeUploads({ door, world, settled }: Both): void {
  let given = 0;
  let isClosed = false;
  /** `breakAt` throws instead of this part; `waitAt` comes to it never. */
  async function* source(parts: number, { breakAt, waitAt }: { breakAt?: number; waitAt?: number } = {}) {
    given = 0;
    isClosed = false;
    try {
      for (; given < parts; given++) {
        if (given === breakAt) throw DAMAGED;
        if (given === waitAt) await new Promise(() => undefined);
        yield new Uint8Array(PART).fill(given % 251);
      }
    } finally {
      isClosed = true;
    }
  }
  const send = (parts: number, more: Partial<WireUpload> = {}): Promise<WireAnswer> =>
    world().wire.upload({
      path: world().uploadPath,
      body: '{"a":"ä"}',
      data: source(parts),
      length: parts * PART,
      idle: seconds(5),
      ...more,
    });
  /** Reads all of it, then takes it. */
  const takeAll = (onPart?: (length: number) => void): Heard => {
    const heard: Heard = { length: 0, wrong: 0, ended: undefined };
    door().taking = async ({ data }) => {
      try {
        for await (const part of data) {
          for (const index of [0, part.length - 1]) {
            if (part[index] !== Math.floor((heard.length + index) / PART) % 251) heard.wrong += 1;
          }
          heard.length += part.length;
          onPart?.(heard.length);
        }
        heard.ended = 'whole';
        return TAKEN;
      } catch {
        heard.ended = 'broke';
        return { status: 400, text: '{}' };
      }
    };
    return heard;
  };

  test.each([0, 1, 2, 40])('an upload of %i parts comes whole, with its message', async (parts) => {
    const heard = takeAll();
    expect(await settled(send(parts))).toEqual(TAKEN);
    expect(heard).toEqual({ length: parts * PART, wrong: 0, ended: 'whole' });
    expect(door().calls).toEqual([{ serial: world().serial, path: world().uploadPath, body: '{"a":"ä"}' }]);
  });

  test.each([403, 404, 503])(
    'an upload is refused with status %i before it is read, and read no further',
    async (status) => {
      door().answer = { status, text: '{"code":"some-code","message":"No"}', retryAfterSeconds: 7 };
      const parts = 2 * (MOST_AHEAD / PART);
      expect(await settled(send(parts))).toEqual(door().answer);
      await world().until(() => isClosed);
      expect([isClosed, given < parts]).toEqual([true, true]);
    },
  );

  test('the length of an upload is known before its end', async () => {
    door().taking = async ({ length }) => ({ status: 200, text: String(length) });
    expect(await settled(send(3))).toEqual({ status: 200, text: String(3 * PART) });
  });

  test('an upload whose document breaks off is not taken', async () => {
    const heard = takeAll();
    const sending = send(40, { data: source(40, { breakAt: 10 }) });
    await expect(settled(sending)).rejects.toMatchObject({ code: 'document-damaged' });
    await world().until(() => heard.ended !== undefined);
    expect(heard.ended).toBe('broke');
  });

  test('an upload that nobody answers is given up', async () => {
    const sending = send(2, { idle: SHORT });
    await expect(settled(sending)).rejects.toMatchObject({ code: 'gateway-too-slow', retryable: true });
  });

  test('cut midway, an upload is given up, and not taken', async () => {
    const heard = takeAll((length) => {
      if (length === PART) world().cut();
    });
    const sending = send(2_000, { idle: SHORT });
    await expect(settled(sending)).rejects.toMatchObject({ code: 'gateway-too-slow', retryable: true });
    expect(heard.ended).not.toBe('whole');
    world().heal();
  });

  test('a server that ends midway is an error', async () => {
    let isLeaving = false;
    takeAll(() => {
      if (!isLeaving) void world().leave();
      isLeaving = true;
    });
    await expect(settled(send(2_000))).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
  });

  test('a server that is not there takes no upload', async () => {
    await world().leave();
    await expect(settled(send(2))).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
  });

  test('a server that takes its time is waited for, and not read ahead of', async () => {
    let go = (): void => undefined;
    const going = new Promise<void>((resolve) => {
      go = resolve;
    });
    let length = 0;
    door().taking = async ({ data }) => {
      for await (const part of data) {
        length += part.length;
        await going;
      }
      return TAKEN;
    };
    const parts = 2 * (MOST_AHEAD / PART);
    const sending = send(parts);
    await world().quiet();
    expect(given * PART).toBeLessThan(MOST_AHEAD);
    go();
    expect(await settled(sending)).toEqual(TAKEN);
    expect(length).toBe(parts * PART);
  });

  test('an upload goes on when the connections of calls are dropped, and ends when the wire closes', async () => {
    const heard = takeAll((length) => {
      if (length === PART) world().wire.drop();
      if (length === 20 * PART) world().wire.close();
    });
    const sending = send(40, { data: source(40, { waitAt: 20 }) });
    const ended = expect(settled(sending)).rejects.toMatchObject({ code: 'gateway-unreachable' });
    await world().until(() => heard.length === 20 * PART);
    expect(heard.length).toBe(20 * PART);
    await ended;
  });

  test('an upload whose next part is long in coming ends when the wire closes', async () => {
    const heard = takeAll();
    const sending = send(40, { data: source(40, { waitAt: 20 }) });
    const ended = expect(settled(sending)).rejects.toMatchObject({ code: 'gateway-unreachable' });
    await world().until(() => heard.length === 20 * PART && given === 20);
    world().wire.close();
    await ended;
  });
}
