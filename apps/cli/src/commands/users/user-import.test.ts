import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeServer, refusal, runCommand } from '../../testing/run-command.ts';

const UUID = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
const AT = '2026-10-01T08:00:00.000Z';
const list = (...items: unknown[]) => ({ items, nextCursor: null });
const running = {
  id: `imp_${UUID}`,
  state: 'running',
  stage: 'reading',
  dryRun: false,
  sourceId: null,
  rows: 0,
  rowsDone: 0,
  added: 0,
  changed: 0,
  deactivated: 0,
  failed: 0,
  startedAt: AT,
  finishedAt: null,
  reason: null,
};

const logged = (...lines: (readonly [code: string, values: object])[]) => ({
  [`GET /imports/imp_${UUID}/log`]: list(
    ...lines.map(([code, values], at) => ({
      importId: `imp_${UUID}`,
      number: at + 1,
      at: AT,
      level: 'error',
      code,
      values,
    })),
  ),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdover-cli-'));
  writeFileSync(join(folder, 'people.csv'), 'USERNAME\nada\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('users import', () => {
  const file = (): string => join(folder, 'people.csv');
  const started = { 'POST /users/import': [202, running], 'GET /events': refusal(403, 'not-allowed') };

  test('without events asks until it is over; exit 1 and a report when rows failed', async () => {
    const done = { ...running, state: 'done', stage: null, rows: 2, rowsDone: 2, added: 1, failed: 1, finishedAt: AT };
    let asks = 0;
    const { connect, bodies } = fakeServer({
      ...started,
      [`GET /imports/imp_${UUID}`]: () => (++asks < 2 ? running : done),
      [`GET /imports/imp_${UUID}/errors`]: 'LINE,COLUMN,REASON\r\n3,EMAIL,bad-format\r\n4,,too-many-fields\r\n',
    });
    const { code, out, err } = await runCommand(['users', 'import', file()], { connect });
    expect([code, out]).toEqual([1, 'Done: 1 added, 0 changed, 0 deactivated, 1 failed, of 2 rows.\n']);
    expect(err).toBe(
      'Line 3, EMAIL: Is not an e-mail address. [bad-format]\nLine 4: The line has more fields than the header. [too-many-fields]\n',
    );
    expect(bodies[0]).toBe('USERNAME\nada\n');
  });

  test('Ctrl-C cancels it at the server and says what stands', async () => {
    const cancelled = { ...running, state: 'cancelled', stage: null, rows: 9, added: 4, finishedAt: AT };
    const { connect, asked } = fakeServer({
      ...started,
      [`GET /imports/imp_${UUID}`]: () => {
        process.emit('SIGINT');
        return running;
      },
      [`POST /imports/imp_${UUID}/cancel`]: cancelled,
    });
    const { code, out } = await runCommand(['users', 'import', file()], { connect });
    expect(code).toBe(130);
    expect(out).toMatch(/^Cancelled\. What was applied before stays: 4 added/);
    expect(asked.filter((line) => line.endsWith('/cancel'))).toHaveLength(1);
  });

  test.each([
    [{ added: 0, rows: 9 }, /^Cancelled before anything was applied: nothing was changed\. The same file again/],
    [{ dryRun: true, added: 4 }, /^Cancelled\. Nothing was changed/],
    [{ added: 2, sourceId: `src_${UUID}` }, /2 added.*Synchronizing again brings/],
  ])('cancelled it says no more than what stands: %o', async (more, said) => {
    const cancelled = { ...running, ...more, state: 'cancelled', stage: null, finishedAt: AT };
    const { connect } = fakeServer({
      ...started,
      'POST /users/import': [202, cancelled],
      [`GET /imports/imp_${UUID}/effects`]: list(),
    });
    expect((await runCommand(['users', 'import', file()], { connect })).out).toMatch(said);
  });

  test.each([
    [{}, 'Nothing was imported: The header line names an unknown column. [unknown-column]\n'],
    [
      logged(['unknown-column', { column: 'NICK\u001b', position: 2 }], ['failed', { reason: 'unknown-column' }]),
      'Nothing was imported: The header line names an unknown column. [unknown-column] It is column 2: NICK<1B>\n',
    ],
    [
      logged(['unknown-column', { column: '…', position: 1 }]),
      'Nothing was imported: The header line names an unknown column. [unknown-column] It is column 1.\n',
    ],
    [
      logged(['directory-said', { said: 'no' }], ['failed', { reason: 'not-permitted' }]),
      'Nothing was imported: The directory said: no\nThe account may not read there. [not-permitted]\n',
    ],
  ])('failed as a whole says why in words', async (more, said) => {
    const failed = { ...running, state: 'failed', stage: null, reason: 'unknown-column', finishedAt: AT };
    const { connect } = fakeServer({ ...started, 'POST /users/import': [202, failed], ...more });
    const { code, out } = await runCommand(['users', 'import', file()], { connect });
    expect([code, out]).toEqual([1, said]);
  });

  test.each([
    [['/nonexistent/people.csv'], /The file \/nonexistent\/people\.csv with the users is not there/],
    [[tmpdir()], /is a folder, not a file/],
    [
      ['people.csv', '--errors', '/nonexistent/bad.csv'],
      /\/nonexistent\/bad\.csv cannot be written: its folder is not/,
    ],
  ])('of files that cannot be used says which: %s', async ([name = '', ...flags], said) => {
    const path = name.startsWith('/') ? name : join(folder, name);
    const { connect, asked } = fakeServer({});
    const { code, err } = await runCommand(['users', 'import', path, ...flags], { connect });
    expect([code, asked]).toEqual([1, []]);
    expect(err).toMatch(said);
    expect(err).not.toContain('ENOENT');
  });
});
