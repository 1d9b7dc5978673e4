import { instant, type TerminalId, type UserId } from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBookingServer } from '../fixtures/booking-server.ts';
import { appendRecord, beginEpoch, type Appended } from './chain.ts';
import { recordKey, type VerifiedBatch } from './verify.ts';

const TERMINAL = 'trm_0198c1d2-0000-7000-8000-000000000001' as TerminalId;
const USER = 'usr_0198c1d2-0000-7000-8000-000000000002' as UserId;
const digest = createNodeDigest();
const now = { time: { trusted: instant(5), uncertainty: 0 }, mode: 'offline' as const };

/** What can happen to a terminal, its link and its disk. */
type Happening =
  | { readonly what: 'append' | 'restart' | 'image' | 'restore' }
  | { readonly what: 'upload'; readonly most: number; readonly lost: 'nothing' | 'request' | 'answer' };

interface Disk {
  readonly records: readonly Appended[];
  /** Keys of acknowledged records. */
  readonly acknowledged: ReadonlySet<string>;
}

const keyOf = ({ record }: Appended) => recordKey(record.epoch, record.sequence);

/** A terminal whose disk can be copied and put back, and a server it reaches now and then. */
function createWorld(seed: number) {
  const entropy = createSeededEntropy(seed);
  const server = createBookingServer();
  const sent = new Map<string, string>();
  const findings: string[] = [];
  let disk: Disk = { records: [], acknowledged: new Set() };
  let image = disk;

  function begin(): void {
    const continues = disk.records.at(-1)?.head ?? null;
    const beginning = beginEpoch({ terminalId: TERMINAL, reason: 'start', continues, ...now }, entropy, digest);
    disk = { ...disk, records: [...disk.records, beginning] };
  }

  function append(): void {
    const head = disk.records.at(-1)?.head;
    if (head === undefined) return;
    const draft = { type: 'refusal', userId: USER, method: 'pin', code: 'expired', count: 1, ...now } as const;
    disk = { ...disk, records: [...disk.records, appendRecord(head, draft, digest)] };
  }

  /** As the terminal does: it believes an acknowledgement only of a record it has, by its hash. */
  function acknowledge({ taken }: VerifiedBatch): void {
    for (const { epoch, upTo, hash } of taken) {
      const named = disk.records.find(({ record }) => record.epoch === epoch && record.sequence === upTo);
      expect(named?.head.hash).toBe(hash);
      const done = disk.records.filter(({ record }) => record.epoch === epoch && record.sequence <= upTo).map(keyOf);
      disk = { ...disk, acknowledged: new Set([...disk.acknowledged, ...done]) };
    }
  }

  function upload(most: number, lost: 'nothing' | 'request' | 'answer'): number {
    const waiting = disk.records.filter((one) => !disk.acknowledged.has(keyOf(one))).slice(0, most);
    if (waiting.length === 0 || lost === 'request') return waiting.length;
    const verified = server.receive(waiting.map(({ text }) => text));
    for (const one of waiting) sent.set(keyOf(one), one.head.hash);
    findings.push(...verified.findings.map(({ kind }) => kind));
    if (lost === 'nothing') acknowledge(verified);
    return waiting.length;
  }

  begin();
  return {
    server,
    sent,
    findings,
    disk: () => disk,
    drain() {
      while (upload(7, 'nothing') > 0);
    },
    happen(happening: Happening): void {
      switch (happening.what) {
        case 'append':
          return append();
        case 'restart':
          return begin();
        case 'image':
          image = disk;
          return;
        case 'restore':
          disk = image;
          return begin();
        case 'upload':
          upload(happening.most, happening.lost);
      }
    },
  };
}

const uploads = fc.record({
  what: fc.constant('upload' as const),
  most: fc.integer({ min: 1, max: 7 }),
  lost: fc.constantFrom('nothing' as const, 'request' as const, 'answer' as const),
});
const plain = fc.constantFrom('append' as const, 'append' as const, 'restart' as const);
const everyday = fc.oneof(
  plain.map((what) => ({ what })),
  uploads,
);
const disaster = fc.oneof(
  { weight: 6, arbitrary: everyday },
  fc.constantFrom('image' as const, 'restore' as const).map((what) => ({ what })),
);

test('[F3a] [F3j] whatever requests and answers are lost, every record is booked once and nothing is found', () => {
  fc.assert(
    fc.property(fc.array(everyday, { maxLength: 80 }), fc.integer(), (happenings, seed) => {
      const world = createWorld(seed);
      for (const happening of happenings) world.happen(happening);
      world.drain();
      const written = new Map(world.disk().records.map((one) => [keyOf(one), one.head.hash]));
      expect(world.server.booked).toEqual(written);
      expect(world.findings).toEqual([]);
    }),
  );
});

test('[F3e] [F3f] a disk put back from an image: all that was ever sent is booked once, and the terminal gets rid of its records', () => {
  fc.assert(
    fc.property(fc.array(disaster, { maxLength: 80 }), fc.integer(), (happenings, seed) => {
      const world = createWorld(seed);
      for (const happening of happenings) world.happen(happening);
      world.drain();
      expect(world.server.booked).toEqual(world.sent);
      for (const one of world.disk().records) expect(world.server.booked.get(keyOf(one))).toBe(one.head.hash);
      expect(world.findings.every((kind) => kind === 'rollback' || kind === 'fork')).toBe(true);
    }),
  );
});
