import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { openConnection } from './remote/connection.ts';

const nowhere = new Writable({ write: (_part, _encoding, done) => done() });
const environment = { stdin: Readable.from([]), stdout: nowhere, stderr: nowhere, variables: {} };
const context = { environment, connect: openConnection, exitCode: 0, flagOf: () => undefined };
const program = createProgram(context);

const every = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(every)];
const flags = every(program).flatMap(({ options }) => options);
const namesBy = (say: (flag: (typeof flags)[number]) => string): ReadonlyMap<string, ReadonlySet<string>> => {
  const by = new Map<string, Set<string>>();
  for (const flag of flags)
    if (flag.envVar !== undefined) by.set(flag.envVar, (by.get(flag.envVar) ?? new Set()).add(say(flag)));
  return by;
};

/** Flags that say of themselves in different words what is one thing; a new one is to be thought about. */
const ONE_THING = [
  'HOLDOVER_DATA',
  'HOLDOVER_DATABASE_URL',
  'HOLDOVER_EXPIRES',
  'HOLDOVER_FROM',
  'HOLDOVER_IPP',
  'HOLDOVER_NO_DNS_SD',
  'HOLDOVER_PANEL',
  'HOLDOVER_SEARCH',
  'HOLDOVER_SERVER_KEY',
  'HOLDOVER_SNMP_SECRET_FILE',
  'HOLDOVER_UNTIL',
];

test('no two flags take one variable for another kind of value', () => {
  const clashes = [...namesBy(({ flags: typed }) => typed)].filter(([, typed]) => typed.size > 1);
  expect(clashes).toEqual([]);
});

test('no two flags take one variable with another meaning', () => {
  const several = [...namesBy(({ description }) => description)].filter(([, said]) => said.size > 1);
  expect(several.map(([variable]) => variable).toSorted()).toEqual(ONE_THING);
});

test('what is read from the environment beside the flags sets none of them', () => {
  const source = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n');
  const direct = new Set([...source.matchAll(/\['(HOLDOVER_\w+)'\]/g)].map(([, name]) => name ?? ''));
  expect(direct).toContain('HOLDOVER_TOKEN');
  expect([...namesBy(() => '').keys()].filter((variable) => direct.has(variable))).toEqual([]);
});

test('the environment alone never asks for an API token to be made and printed', () => {
  const setUp = every(program).find((command) => command.name() === 'setup');
  const token = setUp?.options.find(({ long }) => long === '--token');
  expect(token).toBeDefined();
  expect(token?.envVar).toBeUndefined();
});

test('a variable that says no sets no flag', () => {
  const json = (variables: Record<string, string>) =>
    every(createProgram({ ...context, environment: { ...environment, variables } }))
      .flatMap(({ options }) => options)
      .find(({ long }) => long === '--json')?.envVar;
  expect(['false', '0', 'No', ''].map((word) => json({ HOLDOVER_JSON: word }))).toEqual(Array(4).fill(undefined));
  expect([json({}), json({ HOLDOVER_JSON: '1' })]).toEqual(['HOLDOVER_JSON', 'HOLDOVER_JSON']);
});

test('nothing is destroyed without being asked because of what the environment says', () => {
  const yes = flags.filter(({ long }) => long === '--yes');
  expect(yes.length).toBeGreaterThan(3);
  expect(yes.filter(({ envVar }) => envVar !== undefined)).toEqual([]);
});
