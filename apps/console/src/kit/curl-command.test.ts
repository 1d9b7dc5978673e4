import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUser, patchDevice, putMail, resetTerminals, ROUTES, SECRET_FIELDS, type Route } from '@holdover/api';
import { afterAll, describe, expect, test } from 'vitest';
import { copied, curlCommand, hasSecrets } from './curl-command.ts';

const ORIGIN = 'https://print.example.org:8443';
const folder = mkdtempSync(join(tmpdir(), 'curl-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Notes what it is given, each argument ended by NUL, and what it reads.
writeFileSync(
  join(folder, 'curl'),
  `#!/bin/sh\nprintf '%s\\0' "$@" > "${folder}/arguments"\ncat > "${folder}/input"\n`,
  { mode: 0o755 },
);

/** What a real shell gives to curl. */
function run(command: string): { arguments: string[]; input: string } {
  execFileSync('sh', ['-c', command], {
    env: { PATH: `${folder}:/usr/bin:/bin`, HOLDOVER_TOKEN: 'tok_$HOME `id`' },
    cwd: folder,
  });
  return {
    arguments: readFileSync(join(folder, 'arguments'), 'utf8').split('\0').slice(0, -1),
    input: readFileSync(join(folder, 'input'), 'utf8'),
  };
}

const STRANGE = [
  `it's`,
  `'; rm -rf ~; '`,
  '$(id) `id` $HOME ${HOME}',
  '\\ \\\\ \\\' "',
  '!! !$ # ~ * ? [a] {a,b} | & ; < > ( )',
  '@/etc/passwd',
  '-o /tmp/x',
  'Gräfin Zoë 🖨️ \u202Eright to left\u2028',
];

describe('a shell gives curl exactly the request', () => {
  test.each(STRANGE)('%s', (name) => {
    const id = '0199a1c2-7d3e-7b4f-8a5c-6d7e8f901234';
    const command = curlCommand(ORIGIN, copied(patchDevice, { params: { id: `dev_${id}` as never }, body: { name } }));
    const { arguments: given, input } = run(command);
    const data = given[given.indexOf('--data-raw') + 1] ?? '';
    expect(JSON.parse(data)).toEqual({ name });
    expect(given.at(-1)).toBe(`${ORIGIN}/api/v1/devices/dev_${id}`);
    expect(given.slice(0, 6)).toEqual(['-H', '@-', '-X', 'PATCH', '--cacert', 'authority.pem']);
    expect(input).toBe('Authorization: Bearer tok_$HOME `id`\n');
    // Nothing that a terminal would obey or hide.
    expect(command.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });
});

test('the token is no argument, and a request without a body has none', () => {
  const command = curlCommand('http://127.0.0.1:8499', copied(resetTerminals, {}));
  expect(run(command).arguments).toEqual(['-H', '@-', '-X', 'POST', 'http://127.0.0.1:8499/api/v1/terminals/reset']);
});

test('PINs, ID cards and passwords are left to be filled in', () => {
  const user = copied(createUser, { body: { userName: 'ada', pins: ['482915'], cards: ['04A1B2'] } as never });
  expect(hasSecrets(user)).toBe(true);
  expect(curlCommand(ORIGIN, user)).toContain('{"userName":"ada","pins":["<pins>"],"cards":["<cards>"]}');
  const mail = copied(putMail, { body: { host: 'mail', password: 'hunter2' } as never });
  expect(curlCommand(ORIGIN, mail)).not.toContain('hunter2');
  expect(hasSecrets(copied(patchDevice, { params: { id: 'dev_1' as never }, body: { name: 'x' } }))).toBe(false);
});

/** Texts with a telling name that anybody may read. */
const OPEN: readonly string[] = ['cardTransformation'];

test('every text of a request with a telling name is either a secret or known to be none', () => {
  const suspicious = /pass|pin|card|secret|token|code|number|community|credential|privatekey/i;
  const found = new Set(ROUTES.flatMap(({ body }) => (body === undefined ? [] : textsIn(jsonSchemaOf(body)))));
  const left = [...found].filter((name) => suspicious.test(name) && !OPEN.includes(name));
  expect(left.filter((name) => !SECRET_FIELDS.has(name) && !/password|secret/i.test(name))).toEqual([]);
});

type Node = Readonly<Record<string, unknown>>;

function jsonSchemaOf(schema: Route['body']): Node {
  return (schema as { toJSONSchema: (options: object) => Node }).toJSONSchema({ io: 'input', unrepresentable: 'any' }); // of every schema
}

/** Names of properties that are texts, or lists of them. */
function textsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties = {} } = node as { properties?: Readonly<Record<string, Node>> };
  const own = Object.entries(properties).filter(
    ([, { type, items }]) => type === 'string' || (items as Node | undefined)?.['type'] === 'string',
  );
  return [...own.map(([name]) => name), ...Object.values(node).flatMap(textsIn)];
}
