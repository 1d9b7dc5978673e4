import { canonicalJson, isId, toHex, utf8, type Json } from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { makeEpochId } from './epoch.ts';
import { decodeRecord, encodeRecord, hashRecord } from './record.ts';
import { recordsOfVersion1 } from '../fixtures/record-v1.ts';

const digest = createNodeDigest();
const session = recordsOfVersion1['session-begin'];

function changed(text: string, part: Readonly<Record<string, Json>>): string {
  return canonicalJson({ ...(JSON.parse(text) as Record<string, Json>), ...part });
}

describe('journal record', () => {
  test.each(Object.entries(recordsOfVersion1))(
    '[F2a] version 1 of %s stays readable, letter for letter',
    (type, text) => {
      const decoded = decodeRecord(text);
      if (!decoded.ok) return expect.unreachable();
      expect(decoded.record.type).toBe(type);
      expect(encodeRecord(decoded.record)).toBe(text);
    },
  );

  test('[F2a] the texts of version 1 are frozen', () => {
    const all = Object.values(recordsOfVersion1).join('\n');
    expect(toHex(digest.sha256(utf8(all)))).toBe('d3de1d21623a4db0068b17e13ff978cc8b00edb6d337e4c4580996147dc52728');
  });

  test.each([
    ['userName', 'anna'],
    ['pin', '381947'],
    ['card', '04A23B1C'],
    ['fullName', 'Anna Ek'],
  ])('[F2a] there is no place for %s', (field, value) => {
    expect(decodeRecord(changed(session, { [field]: value }))).toMatchObject({ ok: false, problem: 'not-a-record' });
  });

  test.each<[string, Json]>([
    ['terminalId', 'dev_0198c1d2-0000-7000-8000-000000000001'],
    ['epoch', 'epo_0198c1d2-0000-7000-8000-000000000001'],
    ['sequence', 0],
    ['previousHash', 'abc'],
    ['mode', 'maybe'],
    ['userId', 'anna'],
    ['time', { trusted: -1, uncertainty: 0 }],
    ['credentialIds', ['381947']],
    ['method', 'fingerprint'],
  ])('[F2a] a wrong %s is refused, with the field named', (field, value) => {
    const decoded = decodeRecord(changed(session, { [field]: value }));
    expect(decoded).toMatchObject({ ok: false, problem: 'not-a-record' });
    if (!decoded.ok && decoded.problem === 'not-a-record') expect(decoded.field.startsWith(field)).toBe(true);
  });

  test('[F2a] a job goes by our own name: nothing a document could be called', () => {
    const begin = recordsOfVersion1['activity-begin'];
    expect(decodeRecord(changed(begin, { jobName: 'Salaries 2026.pdf' })).ok).toBe(false);
  });

  test('[F2b] the same value in another text is refused: its hash would be another', () => {
    const value = JSON.parse(session) as Record<string, Json>;
    expect(decodeRecord(JSON.stringify(value, null, 1))).toEqual({ ok: false, problem: 'not-canonical' });
    expect(decodeRecord(`${session} `)).toEqual({ ok: false, problem: 'not-canonical' });
  });

  test('[F2b] the hash is SHA-256 of the text', () => {
    expect(hashRecord('abc', digest)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('[F3m] a newer version is told apart from rubbish', () => {
    expect(decodeRecord(changed(session, { v: 2, anything: true }))).toEqual({
      ok: false,
      problem: 'newer-version',
      version: 2,
    });
    expect(decodeRecord(changed(session, { v: 0 }))).toMatchObject({ problem: 'not-a-record' });
    for (const text of ['', '{', 'null', '[]', '"x"', '{"v":1}']) expect(decodeRecord(text).ok).toBe(false);
    expect(decodeRecord(`"${'x'.repeat(9_000)}"`)).toEqual({ ok: false, problem: 'too-long' });
  });

  test('[F2c] an epoch is 128 random bits', () => {
    const epoch = makeEpochId(createSeededEntropy(1));
    expect(epoch).toMatch(/^epo_[0-9a-f]{32}$/);
    expect(isId('epoch', epoch)).toBe(true);
    expect(makeEpochId(createSeededEntropy(2))).not.toBe(epoch);
  });
});
