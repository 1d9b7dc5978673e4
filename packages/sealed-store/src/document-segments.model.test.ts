import { createSecretKey } from 'node:crypto';
import { mkdtemp, rm, stat, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSegments, type DocumentSegments } from './document-segments.ts';

const key = createSecretKey(Buffer.alloc(32, 5));
const SEGMENT_BYTES = 3_000;

/** Each turn's changes are made at the same time; after a power cut the next program has the disk alone. */
const TURNS = fc.array(
  fc.record({
    add: fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 12 }),
    remove: fc.array(fc.nat(), { maxLength: 12 }),
    powerCut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

test('[G3b] [G3f] whatever comes and goes at the same time, what is held is there whole and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(TURNS, async (turns) => {
      const folder = await mkdtemp(join(tmpdir(), 'holdover-segments-model-'));
      try {
        await play(folder, turns);
      } finally {
        await rm(folder, { recursive: true });
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

type Turns = typeof TURNS extends fc.Arbitrary<infer T> ? T : never;

async function play(folder: string, turns: Turns): Promise<void> {
  const open = (): Promise<DocumentSegments> => openSegments({ folder, key, segmentBytes: SEGMENT_BYTES });
  const held = new Map<string, Buffer>();
  let segments = await open();
  let count = 0;
  for (const { add, remove, powerCut } of turns) {
    const ids = [...held.keys()];
    const leaving = new Set(remove.flatMap((n) => ids[n % Math.max(1, ids.length)] ?? []));
    const coming = add.map((length) => [`job-${count++}`, Buffer.alloc(length, `${count} `)] as const);
    for (const id of leaving) held.delete(id);
    for (const [id, document] of coming) held.set(id, document);
    await Promise.all([
      ...[...leaving].map((id) => segments.remove(id)),
      ...coming.map(([id, document]) => segments.add(id, document)),
    ]);
    if (powerCut) {
      // Two programs never work on one disk.
      await segments.tidied();
      segments = await open();
      await segments.keepOnly(new Set(held.keys()));
    }
    for (const [id, document] of held) expect(Buffer.compare(await segments.read(id), document)).toBe(0);
    for (const id of leaving) expect(segments.has(id)).toBe(false);
  }
  await segments.tidied();
  expect(await bytesIn(folder)).toBeLessThanOrEqual(mostBytes(held));
}

/** What is gone may take as much as what is held, or a segment; and each record has a head. */
function mostBytes(held: ReadonlyMap<string, Buffer>): number {
  const live = [...held.values()].reduce((sum, { length }) => sum + length + 100, 0);
  return live + Math.max(live, SEGMENT_BYTES) + 12 * 1_600;
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
