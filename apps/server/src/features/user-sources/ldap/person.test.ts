import { instant } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import type { DirectoryEntry } from './directory.ts';
import { externalIdOf, externalIdValue } from './external-id.ts';
import { personOf } from './person.ts';

const NOW = instant(Date.UTC(2026, 9, 1));
const ATTRIBUTES = {
  userName: 'uid',
  fullName: 'cn',
  email: 'mail',
  language: 'preferredLanguage',
  cards: 'employeeNumber',
  externalId: 'entryUUID',
};

function entry(attributes: Readonly<Record<string, readonly (string | Buffer)[]>>): DirectoryEntry {
  const listed = Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), values] as const);
  return { dn: 'uid=ada', attributes: new Map(listed) };
}

const mapped = (attributes: Parameters<typeof entry>[0], language: 'de' | null = null) =>
  personOf(entry(attributes), { attributes: ATTRIBUTES, language, now: NOW });

describe('a person of a directory', () => {
  test('has what its attributes say', () => {
    const { entry: ada } = mapped({
      uid: ['ada'],
      cn: ['  Ada Lovelace ', 'Countess'],
      mail: ['ada@example.org'],
      preferredLanguage: ['fr-CH, de;q=0.9'],
      employeeNumber: ['04A2', '04A3'],
      entryUUID: ['1b9d'],
    });
    expect(ada).toEqual({
      externalId: '1b9d',
      userName: 'ada',
      fullName: 'Ada Lovelace',
      email: 'ada@example.org',
      language: 'de',
      enabled: true,
      cards: ['04A2', '04A3'],
    });
  });

  test('who has no cards any more has none; what the directory does not know stays as it is', () => {
    expect(mapped({ uid: ['ada'] }).entry).toEqual({ externalId: '', userName: 'ada', enabled: true, cards: [] });
    expect(mapped({ uid: ['ada'] }, 'de').entry).toMatchObject({ language: 'de' });
  });

  test('is not kept out by an e-mail address that is none, or by a name with control characters', () => {
    const { entry: odd, emailLeft } = mapped({ uid: ['ada'], mail: ['ada at example'], cn: ['Ada\u0000\nLovelace'] });
    expect([odd.email, emailLeft, odd.fullName]).toEqual([undefined, true, 'Ada Lovelace']);
    expect(mapped({ uid: ['ada'], cn: ['😀'.repeat(300)] }).entry.fullName).toHaveLength(200);
  });

  const fileTime = (at: number): string => String((BigInt(at) + 11_644_473_600_000n) * 10_000n);
  test.each([
    ['a normal account', true, { userAccountControl: ['512'] }],
    ['a disabled one', false, { userAccountControl: ['514'] }],
    ['one that needs no password, disabled', false, { userAccountControl: [String(0x200 | 0x20 | 0x2)] }],
    ['one that never ends', true, { accountExpires: ['0'] }],
    ['one that never ends, in the other way', true, { accountExpires: ['9223372036854775807'] }],
    ['one that ended yesterday', false, { accountExpires: [fileTime(NOW - 86_400_000)] }],
    ['one that ends tomorrow', true, { accountExpires: [fileTime(NOW + 86_400_000)] }],
    ['one that is locked for good', false, { pwdAccountLockedTime: ['000001010000Z'] }],
    ['one that is locked for wrong passwords', true, { pwdAccountLockedTime: ['20260930120000Z'] }],
    ['one that 389 Directory Server locked', false, { nsAccountLock: ['TRUE'] }],
    ['what is no number', true, { userAccountControl: ['x'], accountExpires: ['soon'] }],
  ])('%s is enabled: %s', (_what, enabled, attributes) => {
    expect(mapped({ uid: ['ada'], ...attributes }).entry.enabled).toBe(enabled);
  });
});

describe('what a directory calls somebody for ever', () => {
  test('a GUID is written as Windows does, and found again', () => {
    const bytes = Buffer.from('17a8ac522db2cb4eba0815b6a2b1fe55', 'hex');
    const text = externalIdOf('objectGUID', bytes);
    expect(text).toBe('52aca817-b22d-4ecb-ba08-15b6a2b1fe55');
    expect(externalIdValue('objectGUID', text)).toEqual(bytes);
  });

  test('a SID too', () => {
    const text = 'S-1-5-21-2682803316-3558067354-522687780-1104';
    const bytes = externalIdValue('objectSid', text);
    expect(Buffer.isBuffer(bytes) && externalIdOf('objectSid', bytes)).toBe(text);
  });

  test('text stays, other octets become hexadecimal, nothing stays nothing', () => {
    expect(externalIdOf('entryUUID', ' 1b9d ')).toBe('1b9d');
    expect(externalIdOf('GUID', Buffer.from([1, 0xff]))).toBe('01ff');
    expect(externalIdOf('entryUUID', undefined)).toBe('');
  });
});
