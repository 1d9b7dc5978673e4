import { nameField } from '@holdover/api';
import { AndFilter, ExtensibleFilter, FilterParser } from 'ldapts';
import type { ImportLog } from '../../imports/import-order.ts';
import { nameKey } from '../../users/user.ts';
import type { LdapSettings } from '../user-source.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { dnKey } from './dn.ts';
import { createGroupTree, type TreeGroup } from './group-tree.ts';
import { SourceFault } from './source-fault.ts';
import { textOf, textsOf } from './values.ts';

/** Names of the groups somebody is in; undefined where the source knows no groups. */
export type GroupsOf = (entry: DirectoryEntry, userName: string) => readonly string[] | undefined;

export type GroupSettings = Pick<LdapSettings, 'baseDn' | 'filter' | 'groups'>;

/** Each is one search with `in-chain`. */
const MOST_IN_CHAIN = 5_000;
const MOST_GROUPS = 100_000;
const MOST_MEMBERSHIPS = 5_000_000;

const MEMBER_OF = 'memberOf';
/** groupOfNames and Active Directory; groupOfUniqueNames; posixGroup by user name. */
const MEMBERS = ['member', 'uniqueMember'];
const MEMBER_UID = 'memberUid';
/** LDAP_MATCHING_RULE_IN_CHAIN of Active Directory: through whatever groups there are between. */
const IN_CHAIN = '1.2.840.113556.1.4.1941';

/** What each user entry has to be asked for. */
export function groupAttributes({ groups: { how } }: GroupSettings): readonly string[] {
  return how === 'member-of' ? [MEMBER_OF] : [];
}

/** @throws SourceFault */
export async function readGroups(directory: Directory, settings: GroupSettings, log: ImportLog): Promise<GroupsOf> {
  const { how } = settings.groups;
  if (how === 'none') return () => undefined;
  log.say('info', 'reading-groups');
  const edges = createEdges();
  const groups: TreeGroup[] = [];
  let leftOut = 0;
  const taken = new Set<string>();
  for await (const entry of groupEntries(directory, settings)) {
    const name = nameField.safeParse(textOf(entry, settings.groups.name) ?? '');
    // Two of one name would be one here: who is in the other is not to be given what the first may.
    if (!name.success || taken.has(nameKey(name.data))) {
      leftOut += 1;
      continue;
    }
    taken.add(nameKey(name.data));
    const group = { key: dnKey(entry.dn), name: name.data };
    groups.push(group);
    if (groups.length > (how === 'in-chain' ? MOST_IN_CHAIN : MOST_GROUPS)) throw new SourceFault('too-many-groups');
    if (how === 'member-of') for (const parent of textsOf(entry, MEMBER_OF)) edges.add(group.key, dnKey(parent));
    if (how === 'member') await addMembers(directory, entry, (member) => edges.add(member, group.key));
    if (how === 'in-chain') await addInChain(directory, settings, entry.dn, (member) => edges.add(member, group.key));
  }
  if (leftOut > 0) log.say('warning', 'groups-left-out', { groups: leftOut });
  log.say('info', 'groups-read', { groups: groups.length });
  const tree = createGroupTree(groups, edges.of);
  if (how === 'member-of') return (entry) => tree.namesOf(textsOf(entry, MEMBER_OF).map(dnKey));
  return (entry, userName) => tree.namesOf([...edges.of(dnKey(entry.dn)), ...edges.of(uidKey(userName))]);
}

async function* groupEntries(directory: Directory, { baseDn, groups }: GroupSettings): AsyncGenerator<DirectoryEntry> {
  const lists = groups.how === 'member' ? [...MEMBERS, MEMBER_UID] : groups.how === 'member-of' ? [MEMBER_OF] : [];
  const base = groups.baseDn === '' ? baseDn : groups.baseDn;
  const search = { base, filter: groups.filter, attributes: [groups.name, ...lists] };
  for await (const page of directory.pages(search)) yield* page;
}

/** A person and a name are never one key. */
const uidKey = (userName: string): string => `uid ${nameKey(userName)}`;

function createEdges() {
  const edges = new Map<string, string[]>();
  let count = 0;
  return {
    add: (from: string, to: string): void => {
      count += 1;
      if (count > MOST_MEMBERSHIPS) throw new SourceFault('too-many-groups');
      const known = edges.get(from);
      if (known === undefined) edges.set(from, [to]);
      else known.push(to);
    },
    of: (key: string): readonly string[] => edges.get(key) ?? [],
  };
}

async function addMembers(directory: Directory, entry: DirectoryEntry, add: (member: string) => void): Promise<void> {
  for (const attribute of MEMBERS) {
    for await (const members of allValues(directory, entry, attribute))
      for (const member of members) add(dnKey(member));
  }
  for (const userName of textsOf(entry, MEMBER_UID)) add(uidKey(userName));
}

/** Active Directory gives long lists in ranges ([MS-ADTS] §3.1.1.3.1.3.3): `member;range=0-1499`, then from 1500 on, to `*`. */
async function* allValues(
  directory: Directory,
  entry: DirectoryEntry,
  attribute: string,
): AsyncGenerator<readonly string[]> {
  yield textsOf(entry, attribute);
  let next = 0;
  let holder: DirectoryEntry | undefined = entry;
  for (;;) {
    const range = holder && rangeOf(holder, attribute);
    if (holder === undefined || range === undefined) {
      // It had some, and was deleted while it was read.
      if (next > 0) throw new SourceFault('malformed-answer');
      return;
    }
    if (range.from !== next) throw new SourceFault('malformed-answer');
    yield textsOf(holder, range.description);
    if (range.to === undefined) return;
    next = range.to + 1;
    holder = await directory.read(entry.dn, [`${attribute};range=${next}-*`]);
  }
}

function rangeOf({ attributes }: DirectoryEntry, attribute: string) {
  for (const description of attributes.keys()) {
    const [, name, from, to] = /^([^;]+);range=(\d+)-(\d+|\*)$/.exec(description) ?? [];
    if (name !== attribute.toLowerCase()) continue;
    return { description, from: Number(from), to: to === '*' ? undefined : Number(to) };
  }
  return undefined;
}

async function addInChain(
  directory: Directory,
  { baseDn, filter }: GroupSettings,
  group: string,
  add: (member: string) => void,
): Promise<void> {
  const within = new ExtensibleFilter({ matchType: MEMBER_OF, rule: IN_CHAIN, value: group });
  const people = new AndFilter({ filters: [FilterParser.parseString(filter), within] });
  for await (const page of directory.pages({ base: baseDn, filter: people, attributes: [] })) {
    for (const { dn } of page) add(dnKey(dn));
  }
}
