import { seconds, type Clock, type Logger } from '@holdover/kernel';
import { AndFilter, EqualityFilter, FilterParser } from 'ldapts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { User } from '../users/user.ts';
import type { Directory } from './ldap/directory.ts';
import { externalIdValue } from './ldap/external-id.ts';
import { isEnabled, STATE_ATTRIBUTES } from './ldap/is-enabled.ts';
import { faultOf, type SourceFault } from './ldap/source-fault.ts';
import { signIn, type SignInOptions } from './sign-in.ts';
import type { UserSource } from './user-source.ts';
import type { UserSourceStore } from './user-source-store.ts';

/** `unreachable`: nobody can say now. */
export type PasswordVerdict = 'right' | 'wrong' | 'unreachable';
export type PasswordUser = Pick<User, 'id' | 'userName' | 'sourceId' | 'externalId'>;

/** Passwords that a directory knows. Invariant: none is kept, written or repeated; each is asked about where it is known. */
export interface SourcePasswords {
  /** Whether a directory checks the password of this user. */
  knows(user: Pick<User, 'sourceId'>): Promise<boolean>;
  verify(user: PasswordUser, password: string): Promise<PasswordVerdict>;
}

export interface SourcePasswordsDeps {
  readonly sources: Pick<UserSourceStore, 'read'>;
  readonly keys: Pick<ServerKeys, 'derive'>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly logger: Logger;
  readonly options?: SignInOptions;
}

/** Somebody stands and waits (D1: the terminal goes on without an answer long before). */
const WITHIN = seconds(5);
/** Connections to directories at a time, of all who log in. */
const MOST_AT_ONCE = 32;

export function createSourcePasswords(deps: SourcePasswordsDeps): SourcePasswords {
  const { sources, logger } = deps;
  let open = 0;
  const checking = async ({ sourceId }: Pick<User, 'sourceId'>): Promise<UserSource | undefined> => {
    const source = sourceId === null ? undefined : await sources.read(sourceId);
    return source?.settings.checksPasswords === true ? source : undefined;
  };
  return {
    knows: async (user) => (await checking(user)) !== undefined,
    verify: async (user, password) => {
      const source = await checking(user);
      // RFC 4513 §5.1.2: without a password the directory would say yes to nobody.
      if (source === undefined || password === '') return 'wrong';
      if (!source.enabled || open >= MOST_AT_ONCE) return 'unreachable';
      open += 1;
      try {
        return await ask(deps, source, user, password);
      } catch (error) {
        const { reason } = faultOf(error);
        logger.warn('A directory could not check a password', { userSourceId: source.id, userId: user.id, reason });
        return 'unreachable';
      } finally {
        open -= 1;
      }
    },
  };
}

async function ask(
  { keys, clock, options }: SourcePasswordsDeps,
  source: UserSource,
  user: PasswordUser,
  password: string,
): Promise<PasswordVerdict> {
  const signal = AbortSignal.timeout(WITHIN);
  const directory = await signIn(keys, source, { within: WITHIN, answersWithin: WITHIN, ...options, signal });
  try {
    const dn = await nameOf(directory, source, user, clock);
    if (dn === undefined) return 'wrong';
    return await bound(directory, dn, password);
  } finally {
    await directory.close();
  }
}

/** Where they are in the directory today; undefined when they are not, or may not sign in. */
async function nameOf(
  directory: Directory,
  { settings: { attributes, baseDn, filter } }: UserSource,
  { userName, externalId }: PasswordUser,
  clock: SourcePasswordsDeps['clock'],
): Promise<string | undefined> {
  const own =
    externalId === null
      ? new EqualityFilter({ attribute: attributes.userName, value: userName })
      : new EqualityFilter({
          attribute: attributes.externalId,
          value: externalIdValue(attributes.externalId, externalId),
        });
  const search = new AndFilter({ filters: [FilterParser.parseString(filter), own] });
  const found = [];
  for await (const page of directory.pages({ base: baseDn, filter: search, attributes: STATE_ATTRIBUTES })) {
    found.push(...page);
  }
  const [entry, ...more] = found;
  const isThere = entry !== undefined && more.length === 0 && isEnabled(entry, clock.wall());
  // The name of an entry has parts; what has none is the root, which anybody may be with any password.
  return isThere && entry.dn.includes('=') ? entry.dn : undefined;
}

/** What is no answer about this password. */
const NO_ANSWER: ReadonlySet<SourceFault['reason']> = new Set([
  'connection-lost',
  'timed-out',
  'time-limit',
  'malformed-answer',
  'answer-too-large',
  'directory-busy',
  'tls-required',
]);

async function bound(directory: Directory, dn: string, password: string): Promise<PasswordVerdict> {
  try {
    await directory.bind(dn, password);
    return 'right';
  } catch (error) {
    const fault = faultOf(error);
    if (NO_ANSWER.has(fault.reason)) throw fault;
    return 'wrong';
  }
}
