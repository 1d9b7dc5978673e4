import { describe, expect, test } from 'vitest';
import type { Directory, DirectoryEntry } from './directory.ts';
import { readGroups, type GroupSettings } from './read-groups.ts';

const QUIET = { say: () => undefined };
const BASE = 'dc=example,dc=org';
const dn = (name: string): string => `cn=${name},${BASE}`;

function entry(name: string, attributes: Readonly<Record<string, readonly string[]>> = {}): DirectoryEntry {
  const listed = Object.entries({ cn: [name], ...attributes }).map(
    ([key, values]) => [key.toLowerCase(), values] as const,
  );
  return { dn: dn(name), attributes: new Map(listed) };
}

/** @param more what is read of one entry, by the attribute asked for */
function directory(groups: readonly DirectoryEntry[], more: Readonly<Record<string, DirectoryEntry>> = {}): Directory {
  return {
    bind: () => Promise.resolve(),
    close: () => Promise.resolve(),
    pages: async function* pages() {
      yield groups;
    },
    read: (_dn, [attribute = '']) => Promise.resolve(more[attribute]),
  };
}

const settings = (how: GroupSettings['groups']['how']): GroupSettings => ({
  baseDn: BASE,
  filter: '(uid=*)',
  groups: { how, baseDn: '', filter: '(objectClass=groupOfNames)', name: 'cn' },
});
const ada: DirectoryEntry = { dn: `uid=ada,${BASE}`, attributes: new Map() };

describe('groups of a directory', () => {
  test('whose members come in ranges have all of them', async () => {
    const members = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, index) => `uid=u${from + index},${BASE}`);
    const big = entry('Big', { 'member;range=0-1499': members(0, 1_500) });
    const groupsOf = await readGroups(
      directory([big], {
        'member;range=1500-*': entry('Big', { 'member;range=1500-2999': members(1_500, 3_000) }),
        'member;range=3000-*': entry('Big', { 'member;range=3000-*': [`UID=Ada, ${BASE}`] }),
      }),
      settings('member'),
      QUIET,
    );
    expect(groupsOf(ada, 'ada')).toEqual(['Big']);
    expect(groupsOf({ ...ada, dn: `uid=u2999,${BASE}` }, 'u2999')).toEqual(['Big']);
  });

  test.each([
    ['do not go on', { 'member;range=1500-*': entry('Big', { 'member;range=0-1499': [dn('x')] }) }],
    ['are gone', {}],
  ])('whose ranges %s are not believed', async (_what, more) => {
    const big = entry('Big', { 'member;range=0-1499': [dn('x')] });
    await expect(readGroups(directory([big], more), settings('member'), QUIET)).rejects.toMatchObject({
      reason: 'malformed-answer',
    });
  });

  test('name their members by distinguished name, by unique name, or by user name', async () => {
    const groups = [
      entry('Posix', { memberUid: ['ADA', 'bob'] }),
      entry('Unique', { uniqueMember: [`uid=ada,${BASE}`] }),
      entry('Outer', { member: [dn('Unique')] }),
    ];
    const groupsOf = await readGroups(directory(groups), settings('member'), QUIET);
    expect(groupsOf(ada, 'ada')).toEqual(['Outer', 'Posix', 'Unique']);
  });

  test('are named by people, and in each other by the same attribute', async () => {
    const groups = [entry('Inner', { memberOf: [dn('Outer')] }), entry('Outer', { memberOf: [dn('Inner')] })];
    const groupsOf = await readGroups(directory(groups), settings('member-of'), QUIET);
    const person = { ...ada, attributes: new Map([['memberof', [dn('inner'), dn('Not ours')]]]) };
    expect(groupsOf(person, 'ada')).toEqual(['Inner', 'Outer']);
    expect(groupsOf(ada, 'ada')).toEqual([]);
  });

  test('of one name, or of none, are not mixed: the first of a name has it', async () => {
    const said: string[] = [];
    const groups = [
      entry('Staff', { member: [dn('x')] }),
      { ...entry('STAFF', { member: [`uid=ada,${BASE}`] }), dn: `cn=Staff,ou=other,${BASE}` },
      entry('Nameless', { cn: [], member: [`uid=ada,${BASE}`] }),
    ];
    const log = { say: (_level: string, code: string) => void said.push(code) };
    const groupsOf = await readGroups(directory(groups), settings('member'), log);
    expect(groupsOf(ada, 'ada')).toEqual([]);
    expect(said).toEqual(['reading-groups', 'groups-left-out', 'groups-read']);
  });

  test('are left alone where the source knows none', async () => {
    const groupsOf = await readGroups(directory([]), settings('none'), QUIET);
    expect(groupsOf(ada, 'ada')).toBeUndefined();
  });
});
