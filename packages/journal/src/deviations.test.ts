import { canonicalJson, instant, type Json, type TerminalId, type UserId } from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBookingServer } from '../fixtures/booking-server.ts';
import { appendRecord, beginEpoch, type Appended, type JournalHead } from './chain.ts';
import { decodeRecord, hashRecord, type JournalRecord } from './record.ts';
import { recordKey } from './verify.ts';

const TERMINAL = 'trm_0198c1d2-0000-7000-8000-000000000001' as TerminalId;
const USER = 'usr_0198c1d2-0000-7000-8000-000000000002' as UserId;
const digest = createNodeDigest();
const now = { time: { trusted: instant(5), uncertainty: 0 }, mode: 'offline' as const };

/**
 * What a machine lives through: `image` its disk is copied, `restore` put back and started, `resume` put back as it ran
 * (a virtual machine), `clone` a second machine starts from the copy and lives beside the first.
 */
type Life = 'append' | 'restart' | 'image' | 'restore' | 'resume' | 'clone';

/** All that any machine with this identity ever wrote, in the order it was written. */
function written(lives: readonly Life[], seed: number): string[] {
  const entropy = createSeededEntropy(seed);
  const texts: string[] = [];
  let head: JournalHead | null = null;
  let image: JournalHead | null = null;
  let count = 0;
  const keep = (appended: Appended): JournalHead => {
    texts.push(appended.text);
    return appended.head;
  };
  const start = (continues: JournalHead | null): JournalHead =>
    keep(beginEpoch({ terminalId: TERMINAL, reason: 'start', continues, ...now }, entropy, digest));
  const append = (after: JournalHead): JournalHead => {
    const draft = {
      type: 'refusal',
      userId: USER,
      method: 'pin',
      code: 'expired',
      count: (count += 1),
      ...now,
    } as const;
    return keep(appendRecord(after, draft, digest));
  };
  head = start(null);
  for (const life of lives) {
    if (life === 'append') head = append(head);
    if (life === 'restart') head = start(head);
    if (life === 'image') image = head;
    if (life === 'restore') head = start(image);
    if (life === 'resume') head = append(image ?? head);
    if (life === 'clone') append(start(image));
  }
  return texts;
}

/** What becomes of a text on its way. */
type Handling =
  | { readonly how: 'sent' | 'lost' | 'twice' | 'garbled' }
  | { readonly how: 'edited'; readonly digit: number }
  | { readonly how: 'late'; readonly by: number };

function handled(texts: readonly string[], handlings: readonly Handling[]): string[] {
  const slots: { readonly at: number; readonly text: string }[] = [];
  for (const [index, text] of texts.entries()) {
    const handling = handlings[index % handlings.length] ?? { how: 'sent' };
    const put = (sent: string, at = index): void => void slots.push({ at, text: sent });
    if (handling.how === 'lost') continue;
    if (handling.how === 'late') put(text, index + handling.by + 0.5);
    else if (handling.how === 'garbled') put(text.slice(0, -1));
    else if (handling.how === 'edited') put(edited(text, handling.digit));
    else put(text);
    if (handling.how === 'twice') put(text);
  }
  return slots.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
}

function edited(text: string, digit: number): string {
  const value = JSON.parse(text) as Record<string, Json>;
  return canonicalJson({ ...value, time: { trusted: 10 + digit, uncertainty: 0 } });
}

/** Sends all of it in batches of these sizes, and keeps account of what the server said. */
function deliver(texts: readonly string[], sizes: readonly number[]) {
  const server = createBookingServer();
  const accepted: string[] = [];
  const flagged = new Set<string>();
  const forked = new Set<string>();
  for (let from = 0, turn = 0; from < texts.length; turn++) {
    const batch = texts.slice(from, (from += sizes[turn % sizes.length] ?? 1));
    const verified = server.receive(batch);
    accepted.push(...verified.accepted.map(({ hash }) => hash));
    for (const { about } of verified.findings) flagged.add(about.hash);
    for (const { hash, review } of verified.accepted) if (review === 'fork') forked.add(hash);
    const hashes = new Set(batch.map((text) => hashRecord(text, digest)));
    // Acknowledged is what was sent just now, and all of it that can be read.
    for (const { hash } of verified.taken) expect(hashes).toContain(hash);
    const upTo = new Map<string, number>(verified.taken.map((taken) => [taken.epoch, taken.upTo]));
    for (const record of records(batch)) expect(upTo.get(record.epoch)).toBeGreaterThanOrEqual(record.sequence);
  }
  return { server, accepted, flagged, forked };
}

function records(texts: readonly string[]): JournalRecord[] {
  return texts.flatMap((text) => {
    const decoded = decodeRecord(text);
    return decoded.ok ? [decoded.record] : [];
  });
}

const life = fc.constantFrom<Life>('append', 'append', 'append', 'restart', 'image', 'restore', 'resume', 'clone');
const handling: fc.Arbitrary<Handling> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ how: 'sent' } as const) },
  fc.constantFrom('lost' as const, 'twice' as const, 'garbled' as const).map((how) => ({ how })),
  fc.integer({ min: 1, max: 9 }).map((digit) => ({ how: 'edited' as const, digit })),
  fc.integer({ min: 1, max: 6 }).map((by) => ({ how: 'late' as const, by })),
);
const story = fc.record({
  lives: fc.array(life, { maxLength: 40 }),
  handlings: fc.array(handling, { minLength: 1, maxLength: 40 }),
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
  seed: fc.integer(),
});

test('[F3f] [F3h] [F3n] whatever happens to texts on their way, none is dropped and none is booked twice', () => {
  fc.assert(
    fc.property(story, ({ lives, handlings, sizes, seed }) => {
      const sent = handled(written(lives, seed), handlings);
      const { server, accepted } = deliver(sent, sizes);
      const booked = new Set(server.booked.values());
      for (const text of sent) {
        const hash = hashRecord(text, digest);
        expect(booked.has(hash) || server.kept.get(hash) === text).toBe(true);
      }
      expect(new Set(accepted).size).toBe(accepted.length);
      expect(accepted).toHaveLength(server.booked.size);
    }),
    { numRuns: 300 },
  );
});

test('[F3b] [F3c] [F3e] every booked record follows the one before it, or was told of', () => {
  fc.assert(
    fc.property(story, ({ lives, handlings, sizes, seed }) => {
      const sent = handled(written(lives, seed), handlings);
      const { server, flagged } = deliver(sent, sizes);
      const booked = new Map(server.booked);
      const all = new Set(booked.values());
      let firsts = 0;
      for (const text of sent) {
        const hash = hashRecord(text, digest);
        const [record] = records([text]);
        if (record === undefined || !all.has(hash) || flagged.has(hash)) continue;
        const { epoch, sequence, previousHash } = record;
        if (sequence === 1 && previousHash === null) firsts += all.delete(hash) ? 1 : 0;
        else if (server.kept.has(previousHash ?? '')) continue;
        else if (sequence === 1) expect(new Set(booked.values())).toContain(previousHash);
        else expect(booked.get(recordKey(epoch, sequence - 1))).toBe(previousHash);
      }
      expect(firsts).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});

test('[F3d] of two booked continuations of one record one is told of, and a fork stays one in all that follows it', () => {
  fc.assert(
    fc.property(story, ({ lives, handlings, sizes, seed }) => {
      const sent = handled(written(lives, seed), handlings);
      const { server, flagged, forked } = deliver(sent, sizes);
      const booked = new Set(server.booked.values());
      const followers = new Map<string, Set<string>>();
      for (const text of sent) {
        const hash = hashRecord(text, digest);
        const [record] = records([text]);
        if (record === undefined || record.previousHash === null || !booked.has(hash)) continue;
        followers.set(record.previousHash, (followers.get(record.previousHash) ?? new Set()).add(hash));
      }
      for (const [, hashes] of followers) {
        const plain = [...hashes].filter((hash) => !flagged.has(hash) && !forked.has(hash));
        expect(plain.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});

test('[F3a] an honest machine, sent in order: nothing is told of', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Life>('append', 'restart'), { maxLength: 60 }),
      fc.integer(),
      (lives, seed) => {
        const { flagged, server, accepted } = deliver(written(lives, seed), [7, 1, 3]);
        expect([...flagged, ...server.kept.keys()]).toEqual([]);
        expect(accepted).toHaveLength(lives.length + 1);
      },
    ),
  );
});
