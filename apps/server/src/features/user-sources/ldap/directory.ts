import type { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { seconds, type Duration } from '@holdover/kernel';
import { Client, type Entry, type Filter } from 'ldapts';
import type { DirectoryConnection } from './open-connection.ts';
import { faultOf, SourceFault } from './source-fault.ts';

/** One entry as the directory gave it. */
export interface DirectoryEntry {
  readonly dn: string;
  /** By attribute description, lower-cased: `member;range=0-1499` is one of its own. Text where it is UTF-8. */
  readonly attributes: ReadonlyMap<string, readonly (string | Buffer)[]>;
}

export interface Search {
  readonly base: string;
  readonly filter: Filter | string;
  readonly attributes: readonly string[];
  readonly scope?: 'base' | 'sub';
}

/** A directory somebody may be signed in to. Whatever fails is a SourceFault. */
export interface Directory {
  /**
   * RFC 4511 §4.2, simple. Invariant: never with a name and without a password (RFC 4513 §5.1.2): that is nobody, and succeeds.
   */
  bind(name: string, password: string): Promise<void>;
  /** Page by page. References to other directories are not followed. */
  pages(search: Search): AsyncGenerator<readonly DirectoryEntry[]>;
  /** One entry; undefined when it is not there. */
  read(dn: string, attributes: readonly string[]): Promise<DirectoryEntry | undefined>;
  close(): Promise<void>;
}

export interface DirectoryOptions {
  /** For each operation, a page being one. */
  readonly answersWithin?: Duration;
  readonly pageSize?: number;
}

/** A page of a directory under load took 2 s at the most; what takes longer has stopped. */
const ANSWERS_WITHIN = seconds(60);
/** Active Directory gives no more at once. */
const PAGE_SIZE = 1_000;
/** Not text: some of their values would be UTF-8 by accident, and lose a byte order mark. */
const BINARY = ['objectGUID', 'objectguid', 'objectSid', 'objectsid'];
/** RFC 4511 §4.5.1.8: no attributes. */
const NO_ATTRIBUTES = '1.1';

export function createDirectory(
  connection: DirectoryConnection,
  { answersWithin = ANSWERS_WITHIN, pageSize = PAGE_SIZE }: DirectoryOptions = {},
): Directory {
  const client = new Client({
    // Where it leads is settled: the connection is there, and there is none after it.
    url: 'ldap://connected',
    timeout: answersWithin,
    createConnection: once(connection.stream),
  });
  const run = async <T>(operation: () => Promise<T>): Promise<T> => {
    connection.begin();
    try {
      return await operation();
    } catch (error) {
      throw connection.fault() ?? faultOf(error);
    }
  };

  return {
    bind: (name, password) => {
      if (name === '' || password === '') throw new SourceFault('wrong-password');
      return run(() => client.bind(name, password));
    },
    pages: async function* pages({ base, filter, attributes, scope = 'sub' }) {
      const options = { filter, scope, ...asked(attributes), paged: { pageSize } };
      const found = client.searchPaginated(base, options);
      for (;;) {
        const next = await run(() => found.next());
        if (next.done === true) return;
        yield next.value.searchEntries.map(entryOf);
      }
    },
    read: async (dn, attributes) => {
      try {
        const { searchEntries } = await run(() => client.search(dn, { scope: 'base', ...asked(attributes) }));
        return searchEntries.map(entryOf)[0];
      } catch (error) {
        if (error instanceof SourceFault && error.reason === 'no-such-base') return undefined;
        throw error;
      }
    },
    close: async () => {
      try {
        await client.unbind();
      } catch {
        // It is over either way.
      } finally {
        connection.end();
      }
    },
  };
}

const asked = (attributes: readonly string[]) => ({
  attributes: attributes.length === 0 ? [NO_ATTRIBUTES] : [...attributes],
  explicitBufferAttributes: BINARY,
});

/** The library would connect anew by itself: unsecured, and as nobody. */
function once(stream: Duplex): typeof connect {
  let given = false;
  const give = () => {
    if (given) throw new SourceFault('connection-lost');
    given = true;
    return Object.assign(stream, { connecting: false, readyState: 'open' });
  };
  return give as unknown as typeof connect; // of a socket no more is used than this stream has
}

function entryOf({ dn, ...attributes }: Entry): DirectoryEntry {
  if (typeof dn !== 'string') throw new SourceFault('malformed-answer');
  const listed = Object.entries(attributes).map(([name, value]): [string, readonly (string | Buffer)[]] => [
    name.toLowerCase(),
    Array.isArray(value) ? value : [value],
  ]);
  return { dn, attributes: new Map(listed) };
}
