import type { Infer, SourceFailure, testUserSource } from '@holdover/api';
import type { Clock } from '@holdover/kernel';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { Directory, DirectoryEntry } from './ldap/directory.ts';
import { personAttributes, personOf } from './ldap/person.ts';
import { groupAttributes, readGroups, type GroupsOf } from './ldap/read-groups.ts';
import { faultOf, SourceFault } from './ldap/source-fault.ts';
import { signIn, type SignInOptions } from './sign-in.ts';
import { passwordOf } from './source-secret.ts';
import type { UserSource } from './user-source.ts';

type Trial = Infer<(typeof testUserSource)['answer']>;
type Step = Trial['steps'][number];

export interface TrySourceDeps {
  readonly keys: Pick<ServerKeys, 'derive'>;
  readonly clock: Pick<Clock, 'wall' | 'boot'>;
  readonly options?: SignInOptions;
}

/** Shown of those who would come. */
const SHOWN = 10;
const QUIET = { say: () => undefined };

/** Step by step, up to the first that fails. Nothing is changed, here or there. */
export async function trySource({ keys, clock, options }: TrySourceDeps, source: UserSource): Promise<Trial> {
  const password = passwordOf(keys, source);
  const steps = createSteps(clock, password);
  let directory: Directory | undefined;
  let people: Trial['people'] = [];
  try {
    directory = await signIn(keys, source, { ...options, onStep: steps.begin });
    steps.begin('search');
    const found = await firstEntries(directory, source);
    steps.begin('groups');
    const groupsOf = await readGroups(directory, source.settings, QUIET);
    people = found.map((entry) => shownPerson(entry, source, { groupsOf, now: clock.wall() }));
    steps.end(null);
  } catch (error) {
    steps.end(faultOf(error));
  } finally {
    await directory?.close();
  }
  const tried = steps.all();
  return { ok: tried.every(({ ok }) => ok), steps: tried, people };
}

function createSteps(clock: TrySourceDeps['clock'], password: string) {
  const done: Step[] = [];
  let now: { readonly step: Step['step']; readonly since: number } | undefined;
  const end = (fault: SourceFault | null): void => {
    if (now === undefined) return;
    const milliseconds = Math.max(0, Math.round(clock.boot() - now.since));
    const code: SourceFailure | null = fault?.reason ?? null;
    const said = fault?.said ?? null;
    // A server may repeat what it was sent.
    const clean = password === '' ? said : (said?.replaceAll(password, '…') ?? null);
    done.push({ step: now.step, ok: fault === null, milliseconds, code, said: clean });
    now = undefined;
  };
  return {
    begin: (step: Step['step']): void => {
      end(null);
      now = { step, since: clock.boot() };
    },
    end,
    all: (): Step[] => done,
  };
}

async function firstEntries(directory: Directory, { settings }: UserSource): Promise<readonly DirectoryEntry[]> {
  const { attributes, baseDn: base, filter } = settings;
  const asked = [...personAttributes(attributes), ...groupAttributes(settings)];
  for await (const page of directory.pages({ base, filter, attributes: asked })) {
    if (page.length > 0) return page.slice(0, SHOWN);
  }
  throw new SourceFault('nobody-found');
}

function shownPerson(
  found: DirectoryEntry,
  { settings: { attributes, language } }: UserSource,
  { groupsOf, now }: { readonly groupsOf: GroupsOf; readonly now: ReturnType<Clock['wall']> },
): Trial['people'][number] {
  const { entry } = personOf(found, { attributes, language, now });
  const { userName, fullName = '', email = null, enabled, cards = [] } = entry;
  return { userName, fullName, email, enabled, groups: [...(groupsOf(found, userName) ?? [])], cards: cards.length };
}
