import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeServer, refusal, runCommand } from '../testing/run-command.ts';
import { distance } from './find-named.ts';

const UUID = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
const AT = '2026-10-01T08:00:00.000Z';
const user = (userName: string, more = {}) => ({
  id: `usr_${UUID}`,
  userName,
  fullName: `Person ${userName}`,
  email: null,
  language: null,
  groups: [],
  color: true,
  enabled: true,
  pins: 0,
  cards: 0,
  password: 'none',
  sourceId: null,
  createdAt: AT,
  ...more,
});
const list = (...items: unknown[]) => ({ items, nextCursor: null });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdover-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('names', () => {
  const users = list(user('adam'), user('ADA'), user('ada', { fullName: 'Lovelace' }));

  test('letter for letter come before those of another case', async () => {
    const { connect, asked } = fakeServer({ 'GET /users': users, [`PATCH /users/usr_${UUID}`]: user('ada') });
    expect((await runCommand(['users', 'disable', 'ada'], { connect })).code).toBe(0);
    expect(asked[0]).toBe('GET /users?q=ada');
  });

  test('that several have are told with the ids to choose from', async () => {
    const { connect } = fakeServer({ 'GET /users': users });
    const { code, err } = await runCommand(['users', 'show', 'Ada'], { connect });
    expect(code).toBe(1);
    expect(err).toMatch(/More than one user is named "Ada"[^]*usr_.* {2}ADA\n/);
  });

  test('that nobody has are told with those near, and nothing in them steers the terminal', async () => {
    const { connect } = fakeServer({ 'GET /users?q=adda': list(), 'GET /users?q=ad': list(user('ada\u202e')) });
    const { code, err } = await runCommand(['users', 'show', 'adda'], { connect });
    expect([code, err]).toEqual([1, 'No user "adda". Near it: ada<202E> [unknown-name]\n']);
  });

  test('are near by the letters to change', () => {
    expect([
      distance('ada', 'ada'),
      distance('ada', 'adda'),
      distance('', 'abc'),
      distance('kitten', 'sitting'),
    ]).toEqual([0, 1, 3, 3]);
  });
});

describe('what cannot be taken back', () => {
  const gone = { jobs: 2, pins: 1, cards: 0, terminals: 3, terminalsAway: 1, sessions: 4, activities: 1 };
  const server = () =>
    fakeServer({
      'GET /users': list(user('ada')),
      [`GET /users/usr_${UUID}/deletion`]: gone,
      [`DELETE /users/usr_${UUID}`]: null,
    });

  test('is not done where nobody can be asked', async () => {
    const { connect, asked } = server();
    const { code, err } = await runCommand(['users', 'delete', 'ada'], { connect });
    expect(code).toBe(2);
    expect(err).toContain('2 held jobs');
    expect(err).toContain('--yes');
    expect(asked.some((line) => line.startsWith('DELETE'))).toBe(false);
  });

  test('is done with --yes, and told as an object', async () => {
    const { connect, asked } = server();
    const { code, out } = await runCommand(['users', 'delete', 'ada', '--yes', '--json'], { connect });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ userName: 'ada', deleted: true, jobs: 2 });
    expect(asked.at(-1)).toBe(`DELETE /users/usr_${UUID}`);
  });
});

describe('secrets', () => {
  const card = { id: `crd_${UUID}`, ending: '23', createdAt: AT, expiresAt: null };
  const cards = `POST /users/usr_${UUID}/cards`;

  test('come from standard input, and go nowhere but to the server', async () => {
    const { connect, bodies, asked } = fakeServer({
      'GET /users': list(user('ada')),
      [`${cards}?move=false`]: [201, card],
    });
    const said = await runCommand(['users', 'cards', 'add', 'ada'], { connect, input: '4711-0815-23\n' });
    expect(bodies.at(-1)).toBe('{"number":"4711-0815-23"}');
    expect([said.code, said.out]).toEqual([0, 'ada has the ID card …23.\n']);
    expect(JSON.stringify([said, asked])).not.toContain('4711');
  });

  test('typed in the place of an id are not sent, nor repeated', async () => {
    const { connect, asked } = fakeServer({});
    const { code, err } = await runCommand(['users', 'pins', 'remove', 'ada', '471108'], { connect });
    expect([code, asked]).toEqual([1, []]);
    expect(err).not.toContain('471108');
  });
});

describe('refusals', () => {
  test.each([
    [401, 'not-signed-in', 'make another one'],
    [403, 'not-allowed', 'lacks the right'],
  ])('%i say what to do next', async (status, code, hint) => {
    const { connect } = fakeServer({ 'GET /users': refusal(status, code) });
    const said = await runCommand(['users', 'list'], { connect });
    expect(said.code).toBe(1);
    expect(said.err).toContain(hint);
  });
});

describe('a list', () => {
  const { connect } = fakeServer({
    'GET /users': list(user('ada', { fullName: 'A\u001b[2J\u202eda of the long name' })),
  });

  test('fits the terminal, in bold only where that is wanted', async () => {
    const { out } = await runCommand(['users', 'list'], { connect, columns: 60 });
    expect(out.startsWith('\u001b[1mUSER')).toBe(true);
    expect(out).toContain('A<1B>[2J');
    const { out: plain } = await runCommand(['users', 'list'], { connect, columns: 60, variables: { NO_COLOR: '1' } });
    expect(plain).not.toContain('\u001b');
    for (const line of plain.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });

  test('that a limit cut says that there are more', async () => {
    const many = fakeServer({ 'GET /users': { items: [user('ada')], nextCursor: 'next' } });
    const { err } = await runCommand(['users', 'list', '--limit', '1'], { connect: many.connect });
    expect(err).toBe('1 user shown; there are more: --limit, --search\n');
    expect((await runCommand(['users', 'list', '--limit', '1'], { connect })).err).toBe('1 user\n');
  });

  test('is an object a line with --json, safe to look at', async () => {
    const { out } = await runCommand(['users', 'list', '--json'], { connect });
    expect(out).not.toContain('\u202e');
    expect(JSON.parse(out)).toMatchObject({ fullName: 'A\u001b[2J\u202eda of the long name' });
  });
});

describe('the connection', () => {
  const TOKEN = { HOLDOVER_TOKEN: 'hld_abcdefghijklmnopqrstuvwxyz' };
  const list = (variables: Record<string, string>, ...flags: string[]) =>
    runCommand(['users', 'list', '--data', folder, ...flags], { variables });

  test('without a token says how to get one', async () => {
    const { code, err } = await list({});
    expect(code).toBe(1);
    expect(err).toMatch(/no-token[^]*holdover server setup[^]*API tokens[^]*--token-file/);
  });

  test('without a server says where to name it', async () => {
    expect((await list(TOKEN)).err).toMatch(/no-server[^]*--server[^]*authority\.pem/);
  });

  test('takes no token over the network in the clear', async () => {
    const { err } = await list(TOKEN, '--server', 'http://print.example:8443');
    expect(err).toContain('readable on the network');
  });

  test('warns of a token that others can read, and refuses what is none', async () => {
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'two words\n', { mode: 0o644 });
    const { err } = await list({}, '--token-file', tokenFile);
    expect(err).toContain(`chmod 600 ${tokenFile}`);
    expect(err).toContain('no API token');
    expect(err).not.toContain('two words');
  });

  test.each([
    ['hld_bogus', 'too short'],
    ['hld_abcdefghijklm\nhld_abcdefghijklm', 'more than one line'],
    ['hld_abcdefghijklm nopqrstuvwxyz', 'spaces'],
    ['hld_abcdefghijklm…', 'the whole'],
  ])('says what is wrong with a token, and nothing of it', async (token, why) => {
    const { err } = await list({ HOLDOVER_TOKEN: token });
    expect(err).toContain(why);
    expect(err).not.toContain('hld_');
  });

  test('names a certificate that is not there', async () => {
    const { err } = await list(TOKEN, '--server', '127.0.0.1:1', '--ca', '/nonexistent/ca.pem');
    expect(err).toContain('The file /nonexistent/ca.pem with the certificate is not there');
  });

  test('to nothing says that nothing listens', async () => {
    const { code, err } = await list(TOKEN, '--server', '127.0.0.1:1');
    expect([code, err]).toEqual([1, expect.stringContaining('Nothing listens at 127.0.0.1:1')]);
  });
});
