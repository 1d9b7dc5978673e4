import { Fault, milliseconds, seconds } from '@holdover/kernel';
import type { WireDocument, WireDownload } from '@holdover/protocol';
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

const DAMAGED = new Fault({ owner: 'environment', code: 'document-damaged', message: 'The document is damaged' });

/** A document of so many parts, each of octets that follow from its number, and how far it was read. */
interface Source {
  readonly data: AsyncIterable<Uint8Array>;
  readonly given: () => number;
  readonly isClosed: () => boolean;
}

/** `breakAt` throws instead of this part; `waitAt` comes to it never. */
function createSource(parts: number, { breakAt, waitAt }: { breakAt?: number; waitAt?: number } = {}): Source {
  let given = 0;
  let isClosed = false;
  async function* data(): AsyncGenerator<Uint8Array, void> {
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
  return { data: data(), given: () => given, isClosed: () => isClosed };
}

/** What a terminal relies on where the answer is a document. */
export function describeDownloads({ door, world, settled }: Both): void {
  const ask = (more: Partial<WireDownload> = {}): Promise<WireDocument> =>
    settled(world().wire.download({ path: world().documentPath, body: '{"a":"ä"}', idle: seconds(5), ...more }));
  const open = async (more?: Partial<WireDownload>): Promise<AsyncIterable<Uint8Array>> => {
    const document = await ask(more);
    return 'data' in document ? document.data : expect.fail(`refused with ${document.refusal.status}`);
  };
  /** How many octets came, all of them right; what ended it comes as its rejection. */
  const readAll = async (data: AsyncIterable<Uint8Array>, onPart?: (length: number) => void): Promise<number> => {
    let length = 0;
    for await (const part of data) {
      for (const [index, octet] of [part[0], part.at(-1)].entries()) {
        const at = length + (index === 0 ? 0 : part.length - 1);
        if (octet !== Math.floor(at / PART) % 251) expect.fail(`octet ${at} is ${octet}`);
      }
      length += part.length;
      onPart?.(length);
    }
    return length;
  };

  test.each([0, 1, 2, 40])('a document of %i parts comes whole, of unknown length and of known', async (parts) => {
    const length = parts * PART;
    for (const announced of [{}, { length }]) {
      door().document = () => ({ data: createSource(parts).data, ...announced });
      expect(await settled(readAll(await open()))).toBe(length);
    }
    const asked = { serial: world().serial, path: world().documentPath, body: '{"a":"ä"}' };
    expect(door().calls).toEqual([asked, asked]);
  });

  test('documents of the same time come each, and calls beside them', async () => {
    door().document = () => ({ data: createSource(20).data });
    const documents = await Promise.all(Array.from({ length: 6 }, () => open()));
    door().answer = { status: 200, text: '{}' };
    const call = { path: world().path, body: '{}', deadline: seconds(5), mostBytes: 100 };
    expect(await settled(world().wire.call(call))).toEqual(door().answer);
    expect(await settled(Promise.all(documents.map((one) => readAll(one))))).toEqual(documents.map(() => 20 * PART));
  });

  test.each([404, 403, 503])('a refusal with status %i is an answer', async (status) => {
    door().answer = { status, text: '{"code":"some-code","message":"No"}', retryAfterSeconds: 7 };
    expect(await ask()).toEqual({ refusal: door().answer });
  });

  test.each([
    ['of unknown length', {}],
    ['of known length', { length: 40 * PART }],
  ])('cut midway, a document %s is an error and never a short document', async (_, announced) => {
    const source = createSource(40, { waitAt: 10 });
    door().document = () => ({ data: source.data, ...announced });
    const data = await open({ idle: SHORT });
    let came = 0;
    const reading = readAll(data, (length) => {
      if (came === 0) world().cut();
      came = length;
    });
    await expect(settled(reading)).rejects.toMatchObject({ code: 'gateway-too-slow', retryable: true });
    expect(came).toBeLessThan(40 * PART);
    world().heal();
  });

  test('a server that ends midway is an error', async () => {
    door().document = () => ({ data: createSource(40, { waitAt: 10 }).data });
    const reading = readAll(await open(), (length) => {
      if (length === PART * 10) void world().leave();
    });
    await expect(settled(reading)).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
  });

  test.each([
    ['of unknown length', {}],
    ['of known length', { length: 40 * PART }],
  ])('a document %s that breaks off at the server is an error', async (_, announced) => {
    door().document = () => ({ data: createSource(40, { breakAt: 10 }).data, ...announced });
    await expect(settled(open().then((data) => readAll(data)))).rejects.toMatchObject({ code: 'gateway-unreachable' });
  });

  test('silence at the beginning is given up as well', async () => {
    await expect(ask({ idle: SHORT })).rejects.toMatchObject({ code: 'gateway-too-slow', retryable: true });
  });

  test('a server that is not there is unreachable', async () => {
    await world().leave();
    await expect(ask()).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
  });

  test('a reader that stops ends the call: the server reads no further', async () => {
    const source = createSource(100_000);
    door().document = () => ({ data: source.data });
    for await (const part of await open()) if (part.length > 0) break;
    await world().until(source.isClosed);
    expect([source.isClosed(), source.given() < 100_000]).toEqual([true, true]);
  });

  test('a slow reader is waited for, and not read ahead of', async () => {
    const parts = 2 * (MOST_AHEAD / PART);
    const source = createSource(parts);
    door().document = () => ({ data: source.data, length: parts * PART });
    const data = await open({ idle: SHORT });
    const iterator = data[Symbol.asyncIterator]();
    await settled(iterator.next());
    // Longer than the other side may be silent.
    await world().quiet();
    await world().quiet();
    expect(source.given() * PART).toBeLessThan(MOST_AHEAD);
    let length = 0;
    const readOn = async (): Promise<void> => {
      for (let part = await iterator.next(); part.done !== true; part = await iterator.next())
        length += part.value.length;
    };
    await settled(readOn());
    expect(length).toBeGreaterThan((parts - 1) * PART - 1);
    expect(source.given()).toBe(parts);
  });

  test('a document goes on when the connections of calls are dropped, and ends when the wire closes', async () => {
    door().document = () => ({ data: createSource(40, { waitAt: 20 }).data });
    let came = 0;
    const reading = readAll(await open(), (length) => {
      if (came === 0) world().wire.drop();
      came = length;
      if (length === 20 * PART) world().wire.close();
    });
    await expect(settled(reading)).rejects.toMatchObject({ code: 'gateway-unreachable' });
    expect(came).toBe(20 * PART);
  });
}
