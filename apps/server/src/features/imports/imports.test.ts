import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSystemEntropy } from '@holdover/nodejs';
import { openDocuments } from '@holdover/sealed-store';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { createImports } from './imports.ts';
import { openStaging } from './staging.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

/** Starts an import and waits until it is no longer running. */
async function importUsers(csv: string, query = '') {
  const started = await console.ask(`POST /users/import${query}`, { body: csv });
  expect(started).toMatchObject({ status: 202, body: { state: 'running' } });
  expect(started.header('location')).toBe(`/api/v1/imports/${started.body.id}`);
  return finished(started.body.id);
}

async function finished(id: string) {
  for (;;) {
    const { body } = await console.ask(`GET /imports/${id}`);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

const errorsOf = async (id: string) =>
  (await console.ask(`GET /imports/${id}/errors`)).text.trim().split('\r\n').slice(1);
const findUser = async (userName: string) => (await console.ask(`GET /users?q=${userName}`)).body.items[0];
const revision = async () => (await console.core.stores.revisions.read()).revision;

const HEADER = 'USERNAME;FULLNAME;EMAIL;PINS;CARDS;GROUPS;LANGUAGE;ENABLED';

describe('an import', () => {
  test('adds users with PINs, cards and groups, from either delimiter, with BOM and quotes', async () => {
    const csv = `\uFEFF${HEADER}\r\nada;"Lovelace; Ada";ada@example.org;482913|739105;04:A2:01;Staff|Sales;de;1\r\nbob;;;;;;;\r\n`;
    const done = await importUsers(csv);
    expect(done).toMatchObject({ state: 'done', rows: 2, added: 2, changed: 0, failed: 0, reason: null });
    const ada = await findUser('ada');
    expect(ada).toMatchObject({ fullName: 'Lovelace; Ada', language: 'de', enabled: true, pins: 2, cards: 1 });
    expect(ada.groups).toHaveLength(2);
    expect(await findUser('bob')).toMatchObject({ fullName: '', pins: 0, enabled: true });
    expect(await importUsers('username,fullname\ncomma,"Com, Ma"\n')).toMatchObject({ added: 1 });
    expect(await findUser('comma')).toMatchObject({ fullName: 'Com, Ma' });
  });

  test('names every broken row with line, column and reason, and goes on with the rest', async () => {
    const rows = [
      'good-one;;;512936;;;;',
      ';No Name;;;;;;',
      'bad-pin;;;1111;;;;',
      'bad-step;;;123456;;;;',
      'bad-mail;;not-mail;;;;;',
      'bad-flag;;;;;;;maybe',
      'bad-language;;;;;;fr;',
      'GOOD-ONE;;;;;;;',
      'too;few',
      'taken-pin;;;512936;;;;',
      'taken-before;;;482913;;;;',
      'twice;;;618420|618420;;;;',
      'two-wrongs;;x;77;;;;',
      'good-two;;;;;;;0',
    ];
    const done = await importUsers([HEADER, ...rows].join('\n'));
    expect(done).toMatchObject({ state: 'done', rows: 14, added: 2, failed: 12 });
    expect(await errorsOf(done.id)).toEqual([
      '3,USERNAME,required',
      '4,PINS,pin-too-short',
      '5,PINS,pin-constant-step',
      '6,EMAIL,bad-format',
      '7,ENABLED,not-one-of',
      '8,LANGUAGE,not-one-of',
      '9,USERNAME,given-twice',
      '10,,too-few-fields',
      '11,PINS,pin-taken',
      '12,PINS,pin-taken',
      '13,PINS,given-twice',
      '14,EMAIL,bad-format',
      '14,PINS,pin-too-short',
    ]);
    expect(await findUser('bad-pin')).toBeUndefined();
    expect(await findUser('taken-pin')).toBeUndefined();
    expect(await findUser('good-two')).toMatchObject({ enabled: false });
  });

  test('[P5b] never repeats a PIN or a card number', async () => {
    const done = await importUsers(`${HEADER}\nleak;;;8888888888;04FF04FF\u0007;;;`);
    expect(await errorsOf(done.id)).toEqual(['2,PINS,pin-constant-step', '2,CARDS,card-not-printable']);
    expect(console.logger.text()).not.toMatch(/8888888888|04FF04FF/);
  });

  test.each([
    ['', 'empty', {}],
    ['\n\n', 'empty', {}],
    ['USERNAME;SHOESIZE\nx;44', 'unknown-column', { position: 2, column: 'SHOESIZE' }],
    ['USERNAME\tPIN\nx\ty', 'unknown-column', { position: 1, column: 'USERNAME PIN' }],
    [`${'x'.repeat(61)};USERNAME`, 'unknown-column', { position: 1, column: `${'X'.repeat(59)}…` }],
    ['48291357;ada', 'unknown-column', { position: 1, column: '…' }],
    ['04 AB-CDEF;ada', 'unknown-column', { position: 1, column: '…' }],
    ['FULLNAME;EMAIL\nx;y', 'no-user-name-column', { column: 'USERNAME' }],
    ['USERNAME;USERNAME\nx;y', 'column-twice', { position: 2, column: 'USERNAME' }],
  ])('%j fails as a whole, and the log names the column', async (csv, reason, where) => {
    const done = await importUsers(csv);
    expect(done).toMatchObject({ state: 'failed', reason, added: 0 });
    const { items } = (await console.ask(`GET /imports/${done.id}/log`)).body;
    const allowed = 'USERNAME, FULLNAME, EMAIL, PINS, CARDS, GROUPS, LANGUAGE, ENABLED';
    expect(items.at(-2)).toMatchObject({ level: 'error', code: reason, values: { ...where, allowed } });
    expect(items.at(-1)).toMatchObject({ level: 'error', code: 'failed', values: { reason } });
  });

  test('a line of any length is one row', async () => {
    const done = await importUsers(`USERNAME\n${'x'.repeat(200_000)}\nafter-the-long-one\n`);
    expect(done).toMatchObject({ rows: 2, added: 1, failed: 1 });
    expect(await errorsOf(done.id)).toEqual(['2,USERNAME,too-long']);
  });

  test('what a name, an address and a group must be is said by the reason', async () => {
    const done = await importUsers(
      [
        'USERNAME;FULLNAME;EMAIL;GROUPS',
        'a b;;;',
        `${'u'.repeat(201)};;;`,
        `c;${'f'.repeat(300)};;`,
        'd;;no address;',
        `e;;${'e'.repeat(400)}@example.org;`,
        `f;;;Staff|${'g'.repeat(201)}`,
      ].join('\n'),
    );
    expect(await errorsOf(done.id)).toEqual([
      '2,USERNAME,white-space',
      '3,USERNAME,too-long',
      '4,FULLNAME,too-long',
      '5,EMAIL,bad-format',
      '6,EMAIL,too-long',
      '7,GROUPS,too-long',
    ]);
  });

  test('a quote that is never closed is an error of its line', async () => {
    const done = await importUsers('USERNAME;FULLNAME\nfirst;First\nbroken;"no end\nlost;Lost\n');
    expect(done).toMatchObject({ state: 'done', added: 1, failed: 1 });
    expect((await errorsOf(done.id)).join()).toContain('not-csv');
  });
});

describe('a second import', () => {
  const csv = `${HEADER}\nsame;Same;;640193;CAFE01;Crew;;`;

  test('of the same changes nothing, and hashes nothing again', async () => {
    await importUsers(csv);
    const user = await findUser('same');
    const pins = (await console.ask(`GET /users/${user.id}/pins`)).body.items;
    const before = await revision();
    expect(await importUsers(csv)).toMatchObject({ added: 0, changed: 0, failed: 0 });
    expect((await console.ask(`GET /users/${user.id}/pins`)).body.items).toEqual(pins);
    expect(await revision()).toBe(before);
  });

  test('leaves alone what a field leaves empty, and replaces what it names', async () => {
    await importUsers(csv);
    expect(await importUsers(`${HEADER}\nSAME;New Name;;;BEEF02|CAFE01;;;`)).toMatchObject({ changed: 1 });
    expect(await findUser('same')).toMatchObject({ userName: 'same', fullName: 'New Name', pins: 1, cards: 2 });
    console.signals.take();
    expect(await importUsers(`${HEADER}\nsame;;;;BEEF02;;;`)).toMatchObject({ changed: 1 });
    expect(console.signals.take().join()).toMatch(/credentialsRevoked \["crd_/);
    expect(await findUser('same')).toMatchObject({ cards: 1 });
  });

  test('is one revision, however many rows', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `bulk-${index};;;;;;;`);
    const before = await revision();
    console.signals.take();
    expect(await importUsers([HEADER, ...rows].join('\n'))).toMatchObject({ added: 250 });
    expect(await revision()).toBe(before + 1);
    expect(console.signals.take()).toEqual(['membersChanged']);
  });
});

test('a dry run foretells the same and changes nothing', async () => {
  const csv = `${HEADER}\ndry;Dry;;739204;;Dry group;;\nada;Another name;;;;;;\nbob;;;;;;;\nbad;;;1;;;;`;
  const before = await revision();
  const foretold = await importUsers(csv, '?dryRun=true');
  expect(foretold).toMatchObject({ dryRun: true, added: 1, changed: 1, failed: 1 });
  expect(await findUser('dry')).toBeUndefined();
  expect((await findUser('ada')).fullName).toBe('Lovelace; Ada');
  expect((await console.ask('GET /groups?q=dry')).body.items).toEqual([]);
  expect(await revision()).toBe(before);
  expect(await importUsers(csv)).toMatchObject({ dryRun: false, added: 1, changed: 1, failed: 1 });
});

describe('deactivateMissing', () => {
  test('[B7b] disables whom the file does not name', async () => {
    const fresh = await openTestConsole();
    const ask = async (csv: string) => {
      const started = await fresh.ask('POST /users/import?deactivateMissing=true', { body: csv });
      for (;;) {
        const { body } = await fresh.ask(`GET /imports/${started.body.id}`);
        if (body.state !== 'running') return body;
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      }
    };
    await ask(`${HEADER}\nstays;;;;;;;\nwrong;;;;;;;\ngoes;;;;;;;`);
    fresh.signals.take();
    expect(await ask(`${HEADER}\nstays;;;;;;;\nwrong;;no-mail;;;;;`)).toMatchObject({ deactivated: 1, failed: 1 });
    const users = (await fresh.ask('GET /users')).body.items;
    expect(users.map((user: { userName: string; enabled: boolean }) => [user.userName, user.enabled])).toEqual([
      ['goes', false],
      ['stays', true],
      ['wrong', true],
    ]);
    expect(fresh.signals.take()).toContain(`userRevoked ${users[0].id}`);
    // A line whose name cannot be read might be anybody's.
    expect(await ask(`${HEADER}\nstays;;;;;;;\n;;;;;;;x`)).toMatchObject({ deactivated: 0 });
    await fresh.close();
  });
});

test('[P5a] an import that is interrupted half-way leaves no PIN or card number in clear on the disk', async () => {
  const rows = Array.from(
    { length: 120 },
    (_, n) => `stopped-${n};;;${750_103 + 11 * n};04EE${(7_000 + n).toString()}BEEF;;;`,
  );
  const { logger } = console;
  const { imports } = await secondEngine('interrupted');
  const csv = fileOf([HEADER, ...rows].join('\n'));
  const { id } = await imports.start(SYSTEM, { from: { csv }, dryRun: false, deactivateMissing: false });
  await imports.stop();
  const { body } = await console.ask(`GET /imports/${id}`);
  expect(body).toMatchObject({ state: 'running', finishedAt: null });
  expect(body.added).toBeLessThan(120);
  const text = (await everythingOnDisk()).toUpperCase();
  expect(text.length).toBeGreaterThan(1_000);
  for (let n = 0; n < 120; n++) {
    expect(text).not.toContain(`;${750_103 + 11 * n};`);
    expect(text).not.toContain(`04EE${7_000 + n}BEEF`);
  }
  expect(logger.text()).not.toMatch(/04EE7\d{3}BEEF/);
});

const fileOf = async function* (text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
};

/** As a server that is started anew over the same data would have it. */
async function secondEngine(folder: string) {
  const { core, hub, clock, logger, signals, dataDir } = console;
  const entropy = createSystemEntropy();
  const documents = await openDocuments<string>(join(dataDir, folder), core.keys.derive('holdover imports 1'));
  const staging = await openStaging(documents, entropy);
  const imports = createImports({ ...core, hub, clock, logger, entropy, staging, signals: signals.signals });
  return { imports, staging };
}

/** Of the data folder: the encrypted file as it lies there, and what is in it once opened. */
async function everythingOnDisk(): Promise<string> {
  const entries = await readdir(console.dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const bytes = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')));
  const { queries } = console.core.database;
  const tables = (await queries.introspection.getTables()).map(({ name }) => name);
  const rows = [];
  for (const name of tables) rows.push(JSON.stringify(await sql`select * from ${sql.table(name)}`.execute(queries)));
  return [...bytes, ...rows].join('\n');
}

test('what a stopped server left running is marked as interrupted', async () => {
  const started = await console.ask('POST /users/import', { body: `${HEADER}\nlater;;;;;;;` });
  await finished(started.body.id);
  await console.core.database.queries
    .updateTable('userImport')
    .set({ state: 'running' })
    .where('id', '=', started.body.id)
    .execute();
  const { imports } = await secondEngine('left');
  await imports.resume();
  await imports.settled();
  expect((await console.ask(`GET /imports/${started.body.id}`)).body).toMatchObject({
    state: 'failed',
    reason: 'interrupted',
  });
});

test('progress is told as it goes', async () => {
  const seen: string[] = [];
  const { end } = console.hub.subscribe(undefined, ({ event }) => {
    if (event.name === 'import.progress') seen.push(event.data.state);
  });
  await importUsers(`${HEADER}\nprogress;;;;;;;`);
  end();
  expect(seen.at(0)).toBe('running');
  expect(seen.at(-1)).toBe('done');
});
