import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Fault } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { enrolmentRefusal } from './commands/terminal-enrol-command.ts';
import { explainFailure } from './failure.ts';
import { runCommand as holdover } from './testing/run-command.ts';

test('--version prints the version and nothing else', async () => {
  expect(await holdover(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
});

test.each([
  '',
  'server',
  'server setup',
  'terminal',
  'terminal enrol',
  'terminal panel-link',
  'device',
  'demo',
  'completion',
  'users',
  'users import',
  'users pins add',
  'devices report-stolen',
  'explain',
  'audit export',
])('"%s --help" says how and ends well', async (command) => {
  const { code, out, err } = await holdover([...command.split(' ').filter(Boolean), '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Usage: holdover ${command}`.trimEnd());
});

test('every flag may come from the environment, and help names the variable', async () => {
  const { out } = await holdover(['demo', '--help']);
  for (const variable of [
    'HOLDOVER_PORT_BASE',
    'HOLDOVER_DATA',
    'HOLDOVER_NO_OPEN',
    'HOLDOVER_ONCE',
    'HOLDOVER_JSON',
  ]) {
    expect(out).toContain(variable);
  }
});

test.each([
  { args: ['nonsense'], why: "unknown command 'nonsense'" },
  { args: ['demo', '--port-base', '70000'], why: '"70000" is not a port within 1 to 65535' },
  { args: ['server', '--listen', 'here'], why: '"here" is not HOST:PORT' },
  {
    args: ['device', '--model', 'xerox', '--out', 'x'],
    why: 'Allowed choices are kyocera, ricoh, canon, generic, other',
  },
  { args: ['terminal'], why: '--printer <uri>' },
  { args: ['completion', 'tcsh'], why: 'Allowed choices are bash, zsh, fish' },
  { args: ['server', '--database-url', 'postgres://u:secret@host/db'], why: 'must not carry a password' },
  { args: ['server', '--database-url', 'mysql://host/db'], why: 'must begin with postgres://' },
])('wrong usage ends with 2 and says why: $why', async ({ args, why }) => {
  const { code, out, err } = await holdover(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(why);
  expect(err).not.toContain('secret');
});

test('a code that is none fails with 1, and is not repeated', async () => {
  const { code, err } = await holdover(['terminal', 'enrol', '--data', '/nonexistent'], { input: 'ABCDE-12345\n' });
  expect(code).toBe(1);
  expect(err).toContain('enrolment-code-mistyped');
  expect(err).not.toContain('ABCDE');
});

test('a panel on loopback needs no link, and a folder without a terminal has none', async () => {
  const onLoopback = await holdover(['terminal', 'panel-link', '--data', '/nonexistent']);
  expect(onLoopback).toMatchObject({ code: 1, out: '' });
  expect(onLoopback.err).toContain('panel-on-loopback');
  const { err } = await holdover(['terminal', 'panel-link', '--data', '/nonexistent', '--panel', '0.0.0.0:8480']);
  expect(err).toContain('not-enrolled');
});

test('an enrolment without a code says what was expected', async () => {
  const { code, err } = await holdover(['terminal', 'enrol', '--data', '/nonexistent']);
  expect(code).toBe(1);
  expect(err).toContain('Standard input ended before the enrolment code');
});

test('a folder that cannot be used is named, without a stack', async () => {
  const args = [
    'device',
    '--model',
    'generic',
    '--ipp',
    '127.0.0.1:40999',
    '--out',
    '/dev/null/paper',
    '--log-level',
    'silent',
  ];
  const { code, err } = await holdover(args);
  expect(code).toBe(1);
  expect(err).toContain('/dev/null/paper');
  expect(err).not.toContain('    at ');
});

test('a taken port is named', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const folder = mkdtempSync(join(tmpdir(), 'holdover-taken-'));
  try {
    const args = [
      'device',
      '--model',
      'generic',
      '--ipp',
      `127.0.0.1:${port}`,
      '--out',
      folder,
      '--log-level',
      'silent',
    ];
    const { code, err } = await holdover(args);
    expect(code).toBe(1);
    expect(err).toContain(String(port));
    expect(err).toContain('--ipp');
  } finally {
    taken.close();
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['enrolment-code-used', 'has been used'],
  ['enrolment-code-expired', 'has expired'],
])('%s says where a new one comes from', (code, why) => {
  const fault = new Fault({ owner: 'caller', code, message: 'The server refused the enrolment with status 403' });
  const said = explainFailure(enrolmentRefusal(fault), () => undefined);
  expect(said).toContain(why);
  expect(said).toContain('holdover devices enrol DEVICE');
  expect(said).not.toContain('status');
});
