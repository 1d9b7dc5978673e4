import { concatBytes, instant, makeId, type JobId } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSeededEntropy } from '../seeded-entropy.ts';

/** What holds the documents of a program, and what may happen to the program. */
export interface DocumentsWorld {
  /** By the program that runs now. */
  open(): Promise<Documents<JobId>>;
  /** The program ends as by SIGKILL; the next `open` is the next program's. */
  crash(): void;
  end(): void;
}

const entropy = createSeededEntropy(11);
const newId = (): JobId => makeId('job', instant(1), entropy);
const [A, B] = [newId(), newId()];

const SIZES = [0, 1, 3_000, 65_535, 65_536, 65_537, 200_000];

/** What spools rely on in Documents. */
export function describeDocuments(name: string, createWorld: () => DocumentsWorld): void {
  describe(`the contract of documents: ${name}`, () => {
    let world: DocumentsWorld;
    let documents: Documents<JobId>;
    beforeEach(async () => {
      world = createWorld();
      documents = await world.open();
    });
    afterEach(() => world.end());

    const put = async (id: JobId, bytes: Uint8Array, step = 10_000): Promise<number> => {
      const writer = await documents.create(id);
      for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.subarray(at, at + step));
      return writer.finish();
    };
    const afterCrash = async (...held: JobId[]): Promise<void> => {
      world.crash();
      documents = await world.open();
      await documents.keepOnly(held);
    };
    const expectWhole = async (id: JobId, length: number): Promise<void> =>
      expect(Buffer.compare(await contentOf(documents, id), pattern(length))).toBe(0);
    const expectNone = (id: JobId): Promise<void> =>
      expect(contentOf(documents, id)).rejects.toMatchObject({ code: 'sealed-file-damaged' });

    test.each(SIZES)('[G3b] one of %i octets comes back, also after a crash', async (length) => {
      expect(await put(A, pattern(length))).toBe(length);
      await expectWhole(A, length);
      await afterCrash(A);
      await expectWhole(A, length);
    });

    test('what is written may be written over by whoever gave it', async () => {
      const writer = await documents.create(A);
      const buffer = pattern(100);
      await writer.write(buffer);
      buffer.fill(0);
      await writer.finish();
      await expectWhole(A, 100);
    });

    test.each([100, 200_000])('[G3c] of one of %i octets that is given up nothing is left', async (length) => {
      const writer = await documents.create(A);
      await writer.write(pattern(length));
      await writer.abort();
      await expectNone(A);
      await put(A, pattern(10));
      await expectWhole(A, 10);
    });

    test('giving up what is finished changes nothing', async () => {
      for (const length of [100, 200_000]) {
        const id = newId();
        const writer = await documents.create(id);
        await writer.write(pattern(length));
        await writer.finish();
        await writer.abort();
        await expectWhole(id, length);
      }
    });

    test.each([100, 200_000])(
      '[G3c] of one of %i octets that was not finished a crash leaves nothing',
      async (length) => {
        const writer = await documents.create(A);
        await writer.write(pattern(length));
        await afterCrash();
        await expectNone(A);
        await writer.abort();
      },
    );

    test('many may come in at once, each is itself', async () => {
      const all = Array.from({ length: 40 }, (_, n) => ({ id: newId(), length: 5_000 * (n + 1) }));
      await Promise.all(all.map(({ id, length }) => put(id, pattern(length))));
      for (const { id, length } of all) await expectWhole(id, length);
    });

    test.each([100, 200_000])(
      '[G3f] one of %i octets that was removed is gone; removing none is harmless',
      async (length) => {
        await put(A, pattern(length));
        await put(B, pattern(length));
        for (const _ of [1, 2]) await documents.remove(A);
        await expectNone(A);
        await expectWhole(B, length);
        await afterCrash(B);
        await expectNone(A);
      },
    );

    test('[G3c] whatever is not to be kept goes', async () => {
      const all = SIZES.map((length) => ({ id: newId(), length }));
      for (const { id, length } of all) await put(id, pattern(length));
      const kept = all.filter(({ length }) => length === 1 || length === 200_000);
      await afterCrash(...kept.map(({ id }) => id));
      for (const one of all) await (kept.includes(one) ? expectWhole(one.id, one.length) : expectNone(one.id));
    });
  });
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
}

async function contentOf(documents: Documents<JobId>, id: JobId): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of documents.read(id)) parts.push(part.slice());
  return concatBytes(parts);
}
