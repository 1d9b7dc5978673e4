import { canonicalJson, instant, present, type Json, type TerminalId, type UserId } from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendRecord, beginEpoch, type Appended, type JournalHead } from './chain.ts';
import { createBookingServer } from '../fixtures/booking-server.ts';
import { hashRecord } from './record.ts';
import { readBatch, recordsByTerminal } from './read-batch.ts';
import type { VerifiedBatch } from './verify.ts';

const TERMINAL = 'trm_0198c1d2-0000-7000-8000-000000000001' as TerminalId;
const USER = 'usr_0198c1d2-0000-7000-8000-000000000002' as UserId;
const digest = createNodeDigest();
const entropy = createSeededEntropy('verify');
const now = { time: { trusted: instant(5), uncertainty: 0 }, mode: 'offline' as const };

function start(continues: JournalHead | null): Appended {
  return beginEpoch({ terminalId: TERMINAL, reason: 'start', continues, ...now }, entropy, digest);
}

let count = 0;
function next(head: JournalHead): Appended {
  const draft = { type: 'refusal', userId: USER, method: 'pin', code: 'expired', count: (count += 1), ...now } as const;
  return appendRecord(head, draft, digest);
}

/** A journal of epochs with so many records each, the first of each its beginning. */
function journal(epochs: readonly number[]): Appended[] {
  const all: Appended[] = [];
  for (const length of epochs) {
    all.push(start(all.at(-1)?.head ?? null));
    for (let i = 1; i < length; i++) all.push(next(headOf(all)));
  }
  return all;
}

function headOf(records: readonly Appended[]): JournalHead {
  return present(records.at(-1), 'the last record').head;
}

const texts = (records: readonly Appended[]) => records.map(({ text }) => text);

const kinds = (verified: VerifiedBatch) => verified.findings.map(({ kind }) => kind);

describe('upload', () => {
  test('[F3a] a repeated batch changes nothing', () => {
    const server = createBookingServer();
    const all = texts(journal([3, 4]));
    expect(server.receive(all)).toMatchObject({ duplicates: [], conflicting: [], findings: [] });
    const booked = new Map(server.booked);
    const again = server.receive(all);
    expect(again.accepted).toEqual([]);
    expect(again.duplicates).toHaveLength(7);
    expect(again.findings).toEqual([]);
    expect(server.booked).toEqual(booked);
  });

  test('[F3b] a missing record is a gap, also across epochs and at the beginning', () => {
    const all = texts(journal([3, 3]));
    for (let missing = 0; missing < 5; missing++) {
      expect(kinds(createBookingServer().receive(all.toSpliced(missing, 1)))).toEqual(['gap']);
    }
    expect(kinds(createBookingServer().receive(all.slice(4)))).toEqual(['gap']);
  });

  test('[F3b] the missing one may still come, and belongs where it belongs', () => {
    const all = texts(journal([5]));
    const server = createBookingServer();
    server.receive(all.toSpliced(2, 1));
    expect(server.receive(all)).toMatchObject({ accepted: [{ review: null }], findings: [] });
  });

  test('[F3b] the first record of all may be the late one', () => {
    const all = texts(journal([2, 2]));
    const server = createBookingServer();
    server.receive(all.slice(1));
    expect(server.receive(all)).toMatchObject({ accepted: [{ review: null }], findings: [] });
    const short = texts(journal([1, 2]));
    const other = createBookingServer();
    other.receive(short.slice(1));
    expect(other.receive(short)).toMatchObject({ accepted: [{ review: null }], findings: [] });
    expect(kinds(other.receive(texts(journal([1]))))).toEqual(['rollback']);
  });

  test('[F3c] a changed record is found by the one after it', () => {
    const all = texts(journal([5]));
    const forged = all.with(2, all[2]?.replace('"count":', '"count":9') ?? '');
    const verified = createBookingServer().receive(forged);
    expect(verified.findings).toMatchObject([{ kind: 'changed-record', about: { record: { sequence: 4 } } }]);
    expect(verified.accepted).toHaveLength(5);
  });

  test('[F3c] history rewritten after it was booked is kept beside it', () => {
    const kept = journal([3]);
    const server = createBookingServer();
    server.receive(texts([...kept, next(headOf(kept))]));
    const rewritten = [...kept, next(headOf(kept))];
    const verified = server.receive(texts(rewritten));
    expect(verified.conflicting).toHaveLength(1);
    expect(verified.accepted).toEqual([]);
    expect(kinds(verified)).toEqual(['changed-record']);
  });

  test('[F3c] a beginning that names two records before it is a forgery', () => {
    const [first] = journal([1]);
    const value = JSON.parse(first?.text ?? '') as Record<string, Json>;
    const forged = canonicalJson({ ...value, continues: 'a'.repeat(64) });
    expect(kinds(createBookingServer().receive([forged]))).toEqual(['changed-record']);
  });

  test('[F3c] a beginning stands first in its epoch, and nothing else does', () => {
    const [first, second] = journal([2]);
    const renumbered = (text: string, sequence: number) =>
      canonicalJson({ ...(JSON.parse(text) as Record<string, Json>), sequence });
    const late = renumbered(first?.text ?? '', 2);
    const early = renumbered(second?.text ?? '', 1);
    expect(createBookingServer().receive([late]).findings).toMatchObject([
      { kind: 'changed-record', about: { record: { sequence: 2 } } },
    ]);
    expect(createBookingServer().receive([early]).findings).toMatchObject([
      { kind: 'changed-record', about: { record: { sequence: 1 } } },
    ]);
  });

  test('[F3d] two epochs that continue one record are a fork; the second, and all after it, goes to review', () => {
    const common = journal([3]);
    const server = createBookingServer();
    const first = start(headOf(common));
    server.receive(texts([...common, first]));
    const clone = start(headOf(common));
    const more = next(clone.head);
    const restarted = start(more.head);
    const verified = server.receive(texts([clone, more, restarted]));
    expect(kinds(verified)).toEqual(['fork']);
    expect(verified.accepted.map(({ review }) => review)).toEqual(['fork', 'fork', 'fork']);
    expect(server.receive(texts([next(restarted.head)])).accepted).toMatchObject([{ review: 'fork' }]);
    expect(server.receive(texts([next(first.head)])).accepted).toMatchObject([{ review: null }]);
  });

  test('[F3d] a fork within one batch is found', () => {
    const common = journal([3]);
    const both = [start(headOf(common)), start(headOf(common))];
    expect(kinds(createBookingServer().receive(texts([...common, ...both])))).toEqual(['fork']);
    expect(kinds(createBookingServer().receive(texts([...common, ...both.slice(0, 1), next(headOf(common))])))).toEqual(
      ['fork'],
    );
  });

  test('[F3d] an epoch that goes on after it was continued is a fork too', () => {
    const common = journal([3]);
    const server = createBookingServer();
    server.receive(texts([...common, start(headOf(common))]));
    const original = next(headOf(common));
    expect(kinds(server.receive(texts([original])))).toEqual(['fork']);
    expect(server.receive(texts([next(original.head)])).accepted).toMatchObject([{ review: 'fork' }]);
  });

  test('[F3e] a journal restored from an older disk continues a record the server has gone past', () => {
    const all = journal([4]);
    const server = createBookingServer();
    server.receive(texts(all));
    const restored = start(all[1]?.head ?? null);
    const verified = server.receive(texts([restored, next(restored.head)]));
    expect(verified.findings).toMatchObject([{ kind: 'rollback', about: { record: { sequence: 1 } } }]);
    expect(verified.accepted.map(({ review }) => review)).toEqual(['rollback', null]);
  });

  test('[F3e] is acknowledged what it has, not what only the server has', () => {
    const all = journal([4]);
    const server = createBookingServer();
    server.receive(texts(all));
    const left = all.slice(0, 2);
    const restored = start(headOf(left));
    expect(server.receive(texts([...left, restored])).taken).toEqual(
      [headOf(left), restored.head].map(({ epoch, sequence, hash }) => ({ epoch, upTo: sequence, hash })),
    );
  });

  test('[F3n] a contradiction is kept, and acknowledged by its own hash: nothing stands still', () => {
    const kept = journal([2]);
    const server = createBookingServer();
    const first = next(headOf(kept));
    server.receive(texts([...kept, first]));
    const other = next(headOf(kept));
    const { taken } = server.receive(texts([other]));
    expect(taken).toEqual([{ epoch: other.head.epoch, upTo: 3, hash: other.head.hash }]);
    expect(server.kept.get(other.head.hash)).toBe(other.text);
    const after = next(other.head);
    expect(server.receive(texts([after]))).toMatchObject({
      accepted: [{ review: 'changed-record' }],
      taken: [{ upTo: 4 }],
    });
    expect(server.receive(texts([next(after.head), start(after.head)])).findings).toMatchObject([{ kind: 'rollback' }]);
  });

  test('[F3n] an epoch that continues a contradiction is flagged too', () => {
    const kept = journal([2]);
    const server = createBookingServer();
    server.receive(texts([...kept, next(headOf(kept))]));
    const other = next(headOf(kept));
    expect(kinds(server.receive(texts([other, start(other.head)])))).toEqual(['changed-record', 'changed-record']);
  });

  test('[F3e] an empty journal where the server has records', () => {
    const server = createBookingServer();
    server.receive(texts(journal([2])));
    expect(kinds(server.receive(texts(journal([2]))))).toEqual(['rollback']);
  });

  test('[F3h] a text that is no record is kept as it came, and what follows it is no gap', () => {
    const all = journal([3, 2]);
    const broken = { ...all[2], text: 'rubbish' };
    const server = createBookingServer();
    // The terminal goes on from what stands on its disk, whatever that is.
    const rubbish = { ...headOf(all.slice(0, 3)), hash: hashRecord(broken.text, digest) };
    const rest = [next(rubbish)];
    const epoch = start(rubbish);
    const verified = server.receive([...texts(all.slice(0, 2)), broken.text, ...texts(rest)]);
    expect(verified).toMatchObject({ findings: [], taken: [{ upTo: 4 }] });
    expect([...server.kept.values()]).toEqual(['rubbish']);
    expect(server.receive([epoch.text]).findings).toEqual([]);
  });

  test('[F3h] a batch is sorted into records and what is none; each text is in one of the two', () => {
    const all = texts(journal([3]));
    const long = `"${'x'.repeat(9_000)}"`;
    expect(readBatch([...all, 'rubbish', '', long, '{"v":1}', ` ${all[0]}`], digest)).toMatchObject({
      ok: true,
      records: all.map((text) => ({ text })),
      unreadable: [
        { text: 'rubbish', problem: 'not-json' },
        { text: '', problem: 'not-json' },
        { text: long, problem: 'too-long' },
        { text: '{"v":1}', problem: 'not-a-record' },
        { problem: 'not-canonical' },
      ],
    });
  });

  test('[F3m] a record of a newer version refuses the batch whole: it will be readable', () => {
    const all = texts(journal([3]));
    const newer = all.with(1, all[1]?.replace('"v":1', '"v":2') ?? '');
    expect(readBatch(newer, digest)).toEqual({ ok: false, index: 1, version: 2 });
  });

  test('[F3o] records of two identities are told apart, each in its order', () => {
    const other = 'trm_0198c1d2-0000-7000-8000-00000000000f' as TerminalId;
    const mine = journal([2]);
    const theirs = beginEpoch({ terminalId: other, reason: 'start', continues: null, ...now }, entropy, digest);
    const read = readBatch(texts([...mine.slice(0, 1), theirs, ...mine.slice(1)]), digest);
    if (!read.ok) return expect.unreachable();
    expect(
      [...recordsByTerminal(read.records)].map(([id, records]) => [id, records.map(({ record }) => record.sequence)]),
    ).toEqual([
      [TERMINAL, [1, 2]],
      [other, [1]],
    ]);
  });
});

const anyJournal = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }).map(journal);

describe('upload, any journal', () => {
  test('[F3a] [F3f] however it is cut into batches and repeated, each record is booked once and nothing is found', () => {
    const cuts = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 7 })), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anyJournal, cuts, (records, drawn) => {
        const server = createBookingServer();
        const all = texts(records);
        let sent = 0;
        let accepted = 0;
        for (let i = 0; sent < all.length; i++) {
          const [back, length] = drawn[i % drawn.length] ?? [0, 1];
          const from = Math.max(0, sent - back);
          const batch = all.slice(from, Math.max(from + length, sent + 1));
          const verified = server.receive(batch);
          expect(verified.findings).toEqual([]);
          expect(verified.accepted.length + verified.duplicates.length).toBe(batch.length);
          accepted += verified.accepted.length;
          sent = Math.max(sent, from + batch.length);
        }
        expect(accepted).toBe(all.length);
        expect(server.booked.size).toBe(all.length);
      }),
    );
  });

  test('[F3b] dropping any record but the last is found', () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(), (records, at) => {
        fc.pre(records.length > 1);
        const all = texts(records);
        expect(kinds(createBookingServer().receive(all.toSpliced(at % (all.length - 1), 1)))).toEqual(['gap']);
      }),
    );
  });

  test('[F3c] changing any record but the last is found', () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(), fc.integer({ min: 1, max: 9 }), (records, at, digit) => {
        fc.pre(records.length > 1);
        const all = texts(records);
        const index = at % (all.length - 1);
        const forged = (all[index] ?? '').replace('"trusted":5', `"trusted":5${digit}`);
        expect(forged).not.toBe(all[index]);
        expect(createBookingServer().receive(all.with(index, forged)).findings.length).toBeGreaterThan(0);
      }),
    );
  });

  test('[F3c] [F3f] exchanging any two records is found, and none is lost', () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(), fc.nat(), (records, a, b) => {
        const all = texts(records);
        const [i, j] = [a % all.length, b % all.length];
        fc.pre(i !== j);
        const exchanged = all.with(i, all[j] ?? '').with(j, all[i] ?? '');
        const verified = createBookingServer().receive(exchanged);
        expect(verified.findings.length).toBeGreaterThan(0);
        expect(verified.accepted).toHaveLength(all.length);
      }),
    );
  });

  test('[F3f] a forged mixture of journals: every text is accepted, known or conflicting', () => {
    fc.assert(
      fc.property(anyJournal, fc.array(fc.nat(), { maxLength: 30 }), (records, picks) => {
        const all = texts(records);
        const forged = picks.map((pick) => {
          const text = all[pick % all.length] ?? '';
          return pick % 3 === 0 ? text.replace('"trusted":5', '"trusted":6') : text;
        });
        const { accepted, duplicates, conflicting } = createBookingServer().receive(forged);
        expect(accepted.length + duplicates.length + conflicting.length).toBe(forged.length);
      }),
    );
  });
});
