import { instant, type SessionId, type TerminalId, type UserId } from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { appendRecord, beginEpoch } from './chain.ts';
import { decodeRecord, hashRecord } from './record.ts';

const TERMINAL = 'trm_0198c1d2-0000-7000-8000-000000000001' as TerminalId;
const USER = 'usr_0198c1d2-0000-7000-8000-000000000002' as UserId;
const SESSION = 'ses_0198c1d2-0000-7000-8000-000000000003' as SessionId;
const digest = createNodeDigest();
const entropy = createSeededEntropy('chain');
const now = { time: { trusted: instant(5), uncertainty: 0 }, mode: 'offline' as const };

describe('chain', () => {
  test('[F2c] an epoch begins with the hash of the record it continues, or with none', () => {
    const first = beginEpoch({ terminalId: TERMINAL, reason: 'start', continues: null, ...now }, entropy, digest);
    expect(first.record).toMatchObject({ type: 'epoch-begin', sequence: 1, continues: null, previousHash: null });
    const second = beginEpoch(
      { terminalId: TERMINAL, reason: 'start', continues: first.head, ...now },
      entropy,
      digest,
    );
    expect(second.record).toMatchObject({ sequence: 1, continues: first.head.hash, previousHash: first.head.hash });
    expect(second.head.epoch).not.toBe(first.head.epoch);
  });

  test('[F2b] a record holds the hash of the text before it', () => {
    const first = beginEpoch({ terminalId: TERMINAL, reason: 'start', continues: null, ...now }, entropy, digest);
    const draft = {
      type: 'session-begin',
      userId: USER,
      sessionId: SESSION,
      method: 'pin',
      credentialIds: [],
      ...now,
    } as const;
    const next = appendRecord(first.head, draft, digest);
    expect(next.record).toMatchObject({
      sequence: 2,
      previousHash: hashRecord(first.text, digest),
      epoch: first.head.epoch,
    });
    expect(next.head).toEqual({ ...first.head, sequence: 2, hash: hashRecord(next.text, digest) });
    expect(decodeRecord(next.text)).toEqual({ ok: true, record: next.record });
  });
});
