import { IMPORT_MOST_ROWS } from '@holdover/api';
import type { Clock, UserSourceId } from '@holdover/kernel';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { ImportLog, SourceEntry } from '../imports/import-order.ts';
import type { Directory } from './ldap/directory.ts';
import { personAttributes, personOf } from './ldap/person.ts';
import { groupAttributes, readGroups, type GroupsOf } from './ldap/read-groups.ts';
import { SourceFault } from './ldap/source-fault.ts';
import { signIn, type SignInOptions } from './sign-in.ts';
import { addressOf } from './source-address.ts';
import { createAttendance, type Attendance } from './attendance.ts';
import type { UserSource } from './user-source.ts';
import type { UserSourceStore } from './user-source-store.ts';

export interface ReadSourceDeps {
  readonly sources: Pick<UserSourceStore, 'read' | 'users' | 'absent'>;
  /** Kept for the next time. */
  readonly keepAbsent: (id: UserSourceId, externalIds: readonly string[]) => Promise<void>;
  readonly keys: Pick<ServerKeys, 'derive'>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly options?: SignInOptions;
}

export interface Reading {
  readonly sourceId: UserSourceId;
  /** Finds out what would be. */
  readonly dryRun: boolean;
  /** Although it would disable more than half of them. */
  readonly force: boolean;
  readonly log: ImportLog;
  readonly signal: AbortSignal;
}

/**
 * Everybody in the directory, over one connection.
 * Invariant: it ends well only when the directory said that this was all, and what it said is believable.
 * @throws SourceFault
 */
export async function* readSource(deps: ReadSourceDeps, reading: Reading): AsyncGenerator<SourceEntry> {
  const { log, signal } = reading;
  const source = await deps.sources.read(reading.sourceId);
  if (source === undefined) throw new SourceFault('source-removed');
  if (!source.enabled) throw new SourceFault('source-off');
  const { host, port } = addressOf(source.settings);
  log.say('info', 'connecting', { host, port });
  const directory = await signIn(deps.keys, source, { ...deps.options, signal });
  try {
    log.say('info', 'connected');
    const attendance = await openAttendance(deps, source);
    const groupsOf = await readGroups(directory, source.settings, log);
    for await (const { people, entry } of everybody(directory, source, { groupsOf, log, now: deps.clock.wall() })) {
      if (people > IMPORT_MOST_ROWS) throw new SourceFault('too-many-entries');
      yield attendance.note(entry);
    }
    attendance.requireBelievable(reading.force || reading.dryRun);
    if (!reading.dryRun) await deps.keepAbsent(source.id, attendance.absent());
  } catch (error) {
    if (error instanceof SourceFault && error.said !== null) log.say('error', 'directory-said', { said: error.said });
    throw error;
  } finally {
    await directory.close();
  }
}

async function openAttendance({ sources }: ReadSourceDeps, { id, settings }: UserSource): Promise<Attendance> {
  const [brought, absentBefore] = [await sources.users(id), await sources.absent(id)];
  return createAttendance({ brought, absentBefore, deactivateMissing: settings.deactivateMissing });
}

interface Everybody extends Pick<Reading, 'log'> {
  readonly groupsOf: GroupsOf;
  readonly now: ReturnType<Clock['wall']>;
}

/** A line for each of the first pages, then for every tenth. */
const PAGES_TOLD = 10;

async function* everybody(
  directory: Directory,
  source: Pick<UserSource, 'settings'>,
  { groupsOf, log, now }: Everybody,
) {
  const { attributes, language, baseDn, filter, ...settings } = source.settings;
  const asked = [...personAttributes(attributes), ...groupAttributes({ baseDn, filter, ...settings })];
  let pages = 0;
  let people = 0;
  let left = 0;
  for await (const page of directory.pages({ base: baseDn, filter, attributes: asked })) {
    for (const found of page) {
      people += 1;
      const person = personOf(found, { attributes, language, now });
      if (person.emailLeft) left += 1;
      const groups = groupsOf(found, person.entry.userName);
      yield { people, entry: groups === undefined ? person.entry : { ...person.entry, groups } };
    }
    pages += 1;
    if (pages <= PAGES_TOLD || pages % PAGES_TOLD === 0) log.say('info', 'page-read', { people });
  }
  if (left > 0) log.say('warning', 'emails-left-out', { people: left });
  log.say('info', 'everybody-read', { people });
}
