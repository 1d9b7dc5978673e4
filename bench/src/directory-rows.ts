import { createNodeDigest } from '@holdover/nodejs';
import { toHex, utf8 } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import pg from 'pg';

/** The server's own tables, filled without it: 100,000 people come in seconds, so that lists can be asked. */
export interface Tables {
  insert(table: string, rows: readonly Row[]): Promise<void>;
  select(sql: string, values: readonly (string | number)[]): Promise<readonly unknown[]>;
  /** What a database does by itself at night. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
type Row = Readonly<Record<string, string | number | null>>;

const ROWS_AT_ONCE = 500;

export function sqliteTables(database: SealedDatabase): Tables {
  return {
    insert: async (table, rows) => {
      const [first] = rows;
      if (first === undefined) return;
      const names = Object.keys(first);
      const statement = database.prepare(insertText(table, names, [names.map(() => '?')]));
      database.exec('begin');
      for (const row of rows) statement.run(...Object.values(row));
      database.exec('commit');
    },
    select: (sql, values) => Promise.resolve(database.prepare(sql.replaceAll(/\$\d+/g, '?')).all(...values)),
    settle: async () => void database.exec('analyze'),
    close: () => Promise.resolve(),
  };
}

export async function postgresTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    insert: async (table, rows) => {
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        const some = rows.slice(at, at + ROWS_AT_ONCE);
        const names = Object.keys(some[0] ?? {});
        const places = some.map((_, row) => names.map((_name, column) => `$${row * names.length + column + 1}`));
        await client.query(
          insertText(table, names, places),
          some.flatMap((row) => Object.values(row)),
        );
      }
    },
    select: async (sql, values) => (await client.query(sql, [...values])).rows,
    settle: async () => void (await client.query('vacuum analyze')),
    close: () => client.end(),
  };
}

function insertText(table: string, names: readonly string[], places: readonly (readonly string[])[]): string {
  const columns = names.map((name) => `"${name}"`).join(', ');
  return `insert into "${table}" (${columns}) values ${places.map((row) => `(${row.join(', ')})`).join(', ')}`;
}

const FIRST = [
  'Ada',
  'Ben',
  'Cem',
  'Dora',
  'Emil',
  'Fatma',
  'Goran',
  'Hanna',
  'Ida',
  'Jonas',
  'Karim',
  'Lena',
  'Márta',
];
const LAST = [
  'Abel',
  'Bauer',
  'Çelik',
  'Dubois',
  'Ekström',
  'Fischer',
  'García',
  'Hoffmann',
  'Ivanov',
  'Jansen',
  'Koch',
];

const START = Date.UTC(2026, 0, 1);
const digest = createNodeDigest();
const pseudo = (text: string): string => toHex(digest.sha256(utf8(text)));

/** Ids in an order of their own, as a year of hiring makes them. */
function idOf(prefix: string, n: number): string {
  const hex = pseudo(`${prefix}${n}`);
  return `${prefix}${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

export const GROUP = idOf('grp_', 1);
export const SOURCE = idOf('src_', 1);

/** People with a PIN and an ID card each; one in twenty is in the group, one in ten is disabled, half are of a directory. */
export async function fillUsers(tables: Tables, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const sourceOf = (n: number): string | null => (n % 2 === 0 ? SOURCE : null);
  await tables.insert('userGroup', [
    {
      id: GROUP,
      name: 'Accounts',
      nameKey: 'accounts',
      builtIn: 0,
      sourceId: null,
      externalId: null,
      createdAt: START,
    },
  ]);
  await tables.insert(
    'user',
    numbers.map((n) => {
      const [first, last] = [FIRST[n % FIRST.length] ?? '', LAST[(n * 7) % LAST.length] ?? ''];
      const userName = `${first.slice(0, 1)}${last}${(n * 7919) % count}`.toLowerCase();
      const fullName = `${first} ${last}-${pseudo(`${n}`).slice(0, 5)}`;
      const email = `${userName}@example.org`;
      return {
        id: idOf('usr_', n),
        userName,
        userNameKey: userName,
        fullName,
        fullNameKey: fullName.toLowerCase(),
        email,
        language: null,
        color: 1,
        enabled: n % 10 === 0 ? 0 : 1,
        searchText: [userName, fullName.toLowerCase(), email].join('\n'),
        sourceId: sourceOf(n),
        externalId: sourceOf(n) === null ? null : `x${n}`,
        createdAt: START + n * 1_000,
      };
    }),
  );
  const members = numbers.filter((n) => n % 20 === 0).map((n) => ({ groupId: GROUP, userId: idOf('usr_', n) }));
  await tables.insert('userGroupMember', members);
  await tables.insert(
    'credential',
    numbers.flatMap((n) => ['pin', 'card'].map((kind) => credentialOf(n, kind))),
  );
}

function credentialOf(n: number, kind: string): Row {
  return {
    id: idOf(kind === 'pin' ? 'pin_' : 'crd_', n),
    userId: idOf('usr_', n),
    kind,
    lookup: pseudo(`${kind} ${n}`),
    sealed: 'x'.repeat(120),
    generation: 1,
    fingerprint: null,
    length: kind === 'pin' ? 6 : 0,
    ending: '',
    createdAt: START,
    expiresAt: null,
  };
}

export async function fillDevices(tables: Tables, count: number): Promise<void> {
  const [profile] = (await tables.select('select id from profile limit 1', [])) as readonly { id: string }[]; // one is built in
  await tables.insert(
    'device',
    Array.from({ length: count }, (_, n) => ({
      id: idOf('dev_', n),
      name: `Floor ${n % 40}, printer ${n}`,
      nameKey: `floor ${n % 40}, printer ${n}`,
      model: 'kyocera',
      profileId: profile?.id ?? '',
      address: null,
      active: 1,
      printerPin: null,
      createdAt: START + n,
    })),
  );
}

/** In groups of a hundred each, with terminals of which one in ten is away, with three people in each cache. */
export async function fillTerminals(tables: Tables, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const groups = numbers.filter((n) => n % 100 === 0);
  await tables.insert(
    'deviceGroup',
    groups.map((n) => ({
      id: idOf('dgr_', n),
      name: `Building ${n}`,
      nameKey: `building ${n}`,
      site: 1,
      builtIn: 0,
      createdAt: START,
    })),
  );
  const members = numbers.map((n) => ({ groupId: idOf('dgr_', n - (n % 100)), deviceId: idOf('dev_', n) }));
  await tables.insert('deviceGroupMember', members);
  await tables.insert('terminal', numbers.map(terminalOf));
  await tables.insert(
    'holding',
    numbers.flatMap((n) => [0, 1, 2].map((place) => holdingOf(n, place))),
  );
  await tables.insert(
    'outage',
    numbers.map((n) => ({
      terminalId: idOf('trm_', n),
      deviceId: idOf('dev_', n),
      startedAt: START + n * 1_000,
      endedAt: START + n * 1_000 + 60_000,
    })),
  );
}

const CARRIED = JSON.stringify({ settings: { cacheHours: 72 }, profile: { name: 'x'.repeat(1_500) } });

function terminalOf(n: number): Row {
  return {
    id: idOf('trm_', n),
    deviceId: idOf('dev_', n),
    version: '0.1.0',
    keyProtector: 'tpm2',
    enrolledAt: START,
    revokedAt: null,
    suspendedAt: null,
    lastContactAt: START,
    generationDesired: 1,
    generationApplied: 1,
    revisionDesired: 2,
    revisionApplied: 2,
    contentDigest: '',
    settingsDesired: CARRIED,
    settingsApplied: CARRIED,
    acknowledgedAt: START,
    confirmedAt: START,
    journalBacklog: n % 7,
    servicePinSealed: '',
    linkedTo: n % 10 === 0 ? null : 'another server',
  };
}

function holdingOf(n: number, place: number): Row {
  return {
    terminalId: idOf('trm_', n),
    credentialId: idOf('pin_', n * 3 + place),
    source: 'sync',
    userId: idOf('usr_', n * 3 + place),
    method: 'pin',
    endsAt: null,
    confirmedAt: START,
    knownAt: null,
    acknowledged: 1,
  };
}

/** Behind the entries that are there; their chain is not what is measured. */
export async function fillAudit(tables: Tables, count: number): Promise<void> {
  await tables.insert(
    'auditEntry',
    Array.from({ length: count }, (_, n) => ({
      sequence: 1_000 + n,
      id: idOf('aud_', n),
      at: START + n * 1_000,
      actorKind: 'administrator',
      actorId: idOf('adm_', n % 5),
      actorName: `admin-${n % 5}`,
      action: n % 3 === 0 ? 'user.created' : 'user.changed',
      targetKind: 'user',
      targetId: idOf('usr_', n),
      targetName: `person-${n}`,
      before: 'null',
      after: '{"enabled":true}',
      searchText: `user.changed\nperson-${n}\nadmin-${n % 5}`,
      previousHash: '',
      hash: pseudo(`audit ${n}`),
    })),
  );
}
