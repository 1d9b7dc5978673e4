import { CSV_MOST_BYTES } from '@holdover/api';
import { milliseconds } from '@holdover/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { fileOf, openEngine, type TestEngine } from '../../testing/import-engine.ts';
import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { receiveFile } from './receive-file.ts';

const documents = createMemoryDocuments<string>();
let console: TestConsole;
let engine: TestEngine;
beforeAll(async () => {
  console = await openTestConsole();
  engine = await openEngine(console, { documents });
});
afterAll(() => console.close());

const errorsOf = async (id: Parameters<typeof console.core.stores.imports.errors>[0]) =>
  (await console.core.stores.imports.errors(id)).map(({ line, column, reason }) => `${line},${column},${reason}`);

/** Megabytes without an end of a line. @param taken grows with what was asked for */
async function* endless(start: string, megabytes: number, taken: { bytes: number }): AsyncGenerator<Uint8Array> {
  yield Buffer.from(start);
  const piece = Buffer.alloc(1024 * 1024, 'x');
  for (let n = 0; n < megabytes; n++) {
    taken.bytes += piece.length;
    yield piece;
  }
}

describe('[P5f] a file without an end of a row', () => {
  test.each([
    ['one line', 'USERNAME\nfirst\n'],
    ['one quoted field', 'USERNAME;FULLNAME\nfirst;"'],
    ['a header', 'USERNAME'],
  ])('ends the import: %s', async (_, start) => {
    const ended = await engine.run({ from: { csv: endless(start, 4, { bytes: 0 }) } });
    expect(ended).toMatchObject({ state: 'failed', reason: 'line-too-long', added: 0 });
    expect([...documents.files.keys()]).toEqual(['owner']);
  });
});

describe('an upload', () => {
  test('[P5f] above the limit is refused by what it says of itself, and the limit is named', async () => {
    const answer = await console.ask('POST /users/import', {
      body: 'USERNAME\nx',
      headers: { 'content-length': String(CSV_MOST_BYTES + 1) },
    });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too-large' } });
    expect(answer.body.errors[0]).toMatchObject({ limit: { maximum: CSV_MOST_BYTES } });
    expect(answer.body.errors[0].message).toContain(String(CSV_MOST_BYTES));
    expect(answer.header('connection')).toBe('close');
  });

  test('that does not say so is refused where it passes the limit, and leaves nothing', async () => {
    const taken = { bytes: 0 };
    const writer = await documents.create('too-much');
    const most = 3 * 1024 * 1024;
    await expect(receiveFile(endless('USERNAME\n', 40, taken), writer, most)).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(taken.bytes).toBe(most);
    expect(documents.files.has('too-much')).toBe(false);
  });

  test('that breaks off leaves nothing', async () => {
    const csv = (async function* () {
      yield Buffer.from('USERNAME\nada');
      throw Object.assign(new TypeError('aborted'), { code: 'ECONNRESET' });
    })();
    const before = (await console.ask('GET /imports')).body.items.length;
    const start = engine.imports.start(SYSTEM, { from: { csv }, dryRun: false, deactivateMissing: false });
    await expect(start).rejects.toMatchObject({ code: 'bad-request' });
    expect([...documents.files.keys()]).toEqual(['owner']);
    expect((await console.ask('GET /imports')).body.items.length).toBe(before);
  });

  test('is UTF-8, whole characters or none', async () => {
    const csv = async function* (...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
      yield* parts;
    };
    const euro = Buffer.from('USERNAME;FULLNAME\neuro;€');
    const halves = csv(euro.subarray(0, -2), euro.subarray(-2));
    expect(await engine.run({ from: { csv: halves } })).toMatchObject({ added: 1 });
    const cut = engine.run({ from: { csv: csv(euro.subarray(0, -1)) } });
    await expect(cut).rejects.toMatchObject({ code: 'bad-request', errors: [{ limit: { format: 'UTF-8' } }] });
  });
});

test('[P5e] names of any script, with markup, marks and emoji come in as they are; control characters are named', async () => {
  const names = ['=cmd', '<script>alert(1)</script>', 'مريم\u200F', '\u202Eevil', '👩‍👩‍👧', '𠜎𠜱', "O'Brien"];
  const rows = names.map((name, n) => `strange-${n};"${name}";`);
  const wrong = ['nul\u0000;;', 'tab;"a\tb";', 'line;"a\nb";', 'group;;"A|B\u0007C"', 'esc\u001b;;'];
  const ended = await engine.run({ from: fileOf('USERNAME;FULLNAME;GROUPS', ...rows, ...wrong) });
  expect(ended).toMatchObject({ state: 'done', added: names.length, failed: wrong.length });
  expect(await errorsOf(ended.id)).toEqual([
    '9,USERNAME,control-characters',
    '10,FULLNAME,control-characters',
    '12,FULLNAME,control-characters',
    '13,GROUPS,control-characters',
    '14,USERNAME,control-characters',
  ]);
  for (const [n, fullName] of names.entries()) {
    expect(await console.core.stores.users.findByUserName(`strange-${n}`)).toMatchObject({ fullName });
  }
});

test('what an import said is listed and told, and never more than a thousand lines', async () => {
  const told: string[] = [];
  const { end } = console.hub.subscribe(undefined, ({ event }) => {
    if (event.name === 'import.logged') told.push(event.data.code);
  });
  const rows = Array.from({ length: 1_100 }, (_, n) => `no-${n};x`);
  const { id } = await engine.run({ from: fileOf('USERNAME;EMAIL', ...rows) });
  end();
  const { body } = await console.ask(`GET /imports/${id}/log?limit=1000`);
  const codes = body.items.map(({ code }: { code: string }) => code);
  expect(codes.length).toBeLessThanOrEqual(1_000);
  expect([codes[0], codes[1], codes.at(-1)]).toEqual(['reading', 'row-failed', 'done']);
  expect(body.items[1]).toMatchObject({ level: 'warning', values: { line: 2, column: 'EMAIL', reason: 'bad-format' } });
  expect(told).toEqual(codes);
  const { body: page } = await console.ask(`GET /imports/${id}/log?limit=2`);
  const next = await console.ask(`GET /imports/${id}/log?limit=2&cursor=${page.nextCursor}`);
  expect(next.body.items[0].number).toBe(3);
});

test('effects are listed in order, page by page, and by what was done', async () => {
  const lines = Array.from({ length: 12 }, (_, n) => `effect-${n}`);
  await engine.run({ from: fileOf('USERNAME', ...lines) });
  console.clock.advance(milliseconds(1));
  const { id } = await engine.run({ from: fileOf('USERNAME;FULLNAME', 'effect-3;New', 'effect-x;'), dryRun: true });
  const { body } = await console.ask(`GET /imports/${id}/effects`);
  expect(body.items).toEqual([
    { line: 2, action: 'change', userName: 'effect-3', fields: ['fullName'] },
    { line: 3, action: 'add', userName: 'effect-x', fields: ['userName'] },
  ]);
  const { body: added } = await console.ask(`GET /imports/${id}/effects?action=add`);
  expect(added.items).toHaveLength(1);
  const { body: listed } = await console.ask('GET /imports?limit=1');
  expect([listed.items[0].id, listed.items[0].dryRun]).toEqual([id, true]);
  expect((await console.ask(`POST /imports/${id}/cancel`)).body).toMatchObject({ code: 'import-over' });
  expect((await console.ask(`POST /imports/${id.replace(/.$/, '0')}x/cancel`)).status).toBe(400);
});
