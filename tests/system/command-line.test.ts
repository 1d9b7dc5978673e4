import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { DEFAULT_OFFLINE_LOGIN, putOfflineLogin } from '@holdover/api';
import { runHoldover } from '@holdover/cli';
import { ALL_DEVICES, ALL_USERS } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy, openApiClient, readConsoleAddress } from '@holdover/nodejs';
import { startServer } from '@holdover/server';
import { startTerminal } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const CARD = '04A1B2C3D4E5F6';
const PEOPLE = `USERNAME;FULLNAME;EMAIL;GROUPS
grace;Grace Hopper;grace@example.org;Research
linus;Linus;no address;
ada;Ada King;;
`;

const closers = createClosers();
afterAll(() => closers.closeAll());

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A shell in which each line begins with `holdover`, and where the server and the token are known. */
function openShell(flags: readonly string[]) {
  const type = async (line: string, input = ''): Promise<Said> => {
    const said = { out: '', err: '' };
    const into = (name: 'out' | 'err'): Writable =>
      new Writable({
        write(part, _encoding, done) {
          said[name] += String(part);
          done();
        },
      });
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
    const environment = { stdin: Readable.from([input]), stdout: into('out'), stderr: into('err'), variables: {} };
    const code = await runHoldover([...words, ...flags], environment);
    return { code, ...said };
  };
  return {
    type,
    /** Where it goes well: the last object it printed. */
    done: async (line: string, input?: string): Promise<Record<string, unknown>> => {
      const { code, out, err } = await type(`${line} --json`, input);
      expect({ line, code, err }).toMatchObject({ line, code: 0 });
      return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
    },
  };
}

test('a day of an administrator, by the command line alone', async () => {
  const { path: dir, remove } = scratchFolder('command-line');
  closers.add(remove);
  const data = join(dir, 'server');
  const parts = { logger: createMemoryLogger(), clock: createSystemClock(), entropy: createSystemEntropy() };
  const setUp = `server setup --admin root --password-stdin --token`;
  const { token } = await openShell(['--data', data]).done(setUp, 'a password of mine\n');
  const at = { listen: LOOPBACK, gateway: LOOPBACK, enrolment: LOOPBACK };
  const server = await startServer({ ...parts, ...at, dataDir: data });
  closers.add(() => server.close());
  const tokenFile = join(dir, 'token');
  writeFileSync(tokenFile, `${String(token)}\n`, { mode: 0o600 });
  const { done, type } = openShell(['--data', data, '--token-file', tokenFile]);

  // People, and what they carry.
  await done('groups add Research');
  await done('users add ada --full-name "Ada Lovelace" --email ada@example.org --group Research');
  const { pin } = await done('users pins add ada');
  expect(pin).toMatch(/^\d{6}$/);
  expect((await done('users cards add ada', `${CARD}\n`))['ending']).toBe(CARD.slice(-2));
  await done('users add bob');
  const taken = await type('users cards add bob', `${CARD}\n`);
  expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('card-taken') });

  // Many at once: looked at first, then done; the bad row alone stays out.
  const file = join(dir, 'people.csv');
  writeFileSync(file, PEOPLE);
  const preview = await type(`users import ${file} --dry-run`);
  expect(preview.out).toMatch(/2 {2}add +grace[^]*4 {2}change +ada +fullName[^]*Nothing was changed/);
  const errors = join(dir, 'bad.csv');
  expect((await type(`users import ${file} --errors ${errors}`)).code).toBe(1);
  expect(readFileSync(errors, 'utf8')).toMatch(/^LINE,COLUMN,REASON\r?\n3,EMAIL,/);
  expect((await type('users list')).out).toMatch(/ada +Ada King[^]*grace +Grace Hopper/);
  expect((await type('groups show Research')).out).toMatch(/Members +2[^]*grace/);

  // A device, whose terminal is enrolled by the code and then knows the people.
  await done('devices add "2nd floor" --model kyocera');
  expect((await type('devices readiness "2nd floor"')).out).toContain('no terminal is enrolled');
  const { code } = await done('devices enrol "2nd floor"');
  const terminalDir = join(dir, 'terminal');
  await openShell(['--data', terminalDir]).done('terminal enrol', `${String(code)}\n`);
  const printer = 'ipp://127.0.0.1:1/ipp/print';
  const terminal = await startTerminal({ ...parts, dataDir: terminalDir, printer, panel: LOOPBACK, ipp: LOOPBACK });
  closers.add(() => terminal.close());
  const { url, authority } = (await readConsoleAddress(data)) ?? { url: '', authority: null };
  const api = openApiClient({ url, token: String(token), authority: authority ?? '' });
  const everybody = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };
  const userSync = { enabled: true, intervalHours: 4, assignments: [everybody] };
  await api.call(putOfflineLogin, { query: { reset: 'true' }, body: { ...DEFAULT_OFFLINE_LOGIN, userSync } });
  api.close();
  await waitUntil('ada to be ready at the device', async () => (await type('explain ada "2nd floor"')).code === 0);
  expect((await type('devices readiness "2nd floor"')).out).toMatch(/ada +Ada King +.*card.* synchronization/);
  expect((await type('users offline-devices ada')).out).toContain('2nd floor');
  expect((await type('devices list')).out).toMatch(/2nd floor +kyocera +online/);
  expect(await type('explain grace "2nd floor"')).toMatchObject({ code: 1, out: expect.stringMatching(/\w/) });

  // Somebody leaves, and a device is gone.
  await done('users disable grace');
  expect((await type('users delete grace')).code).toBe(2);
  await done('users delete grace --yes');
  const stolen = await type('devices report-stolen "2nd floor" --yes');
  expect(stolen).toMatchObject({ code: 0, out: expect.stringMatching(/ada +Ada King +\d{6}\n/) });
  expect(stolen.out).not.toContain(pin);

  // Programs and colleagues.
  const reader = await done('tokens add Reader --right users:read --expires 2099-12-31');
  const readerFile = join(dir, 'reader');
  writeFileSync(readerFile, String(reader['token']), { mode: 0o600 });
  const asReader = openShell(['--data', data, '--token-file', readerFile]);
  expect((await asReader.type('users list')).code).toBe(0);
  expect((await asReader.type('users disable ada')).err).toContain('lacks the right');
  await done('tokens revoke Reader --yes');
  expect((await asReader.type('users list')).err).toContain('not-signed-in');
  await done('administrators add eve --role auditor', 'another password of mine\n');
  await done('administrators password eve', 'yet another password\n');
  await done('administrators disable eve --yes');

  // Who did all that.
  expect(await done('audit verify')).toMatchObject({ holds: true });
  const log = (await type('audit export')).out;
  for (const action of ['user.created', 'user.deleted', 'api-token.created', 'administrator.created']) {
    expect(log).toContain(action);
  }
  for (const secret of [String(pin), CARD, String(token), String(reader['token'])]) expect(log).not.toContain(secret);
  expect((await type('audit list --limit 3')).out.trimEnd().split('\n')).toHaveLength(4);
});
