import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { openConnection } from './remote/connection.ts';

/** What docs/command-line.md tells of; the others have documents of their own. */
const NOUNS = [
  'overview',
  'users',
  'groups',
  'devices',
  'explain',
  'outages',
  'sources',
  'audit',
  'tokens',
  'administrators',
  'system',
];
/** Told of once, above all. */
const COMMON = ['--server', '--token-file', '--ca', '--data', '--json'];

const nowhere = new Writable({ write: (_part, _encoding, done) => done() });
const environment = { stdin: Readable.from([]), stdout: nowhere, stderr: nowhere, variables: {} };
const program = createProgram({ environment, connect: openConnection, exitCode: 0, flagOf: () => undefined });
const text = readFileSync(new URL('../../../docs/command-line.md', import.meta.url), 'utf8');

function leavesOf(command: Command, path: string): readonly (readonly [path: string, command: Command])[] {
  const here = `${path} ${command.name()}`.trim();
  return command.commands.length === 0 ? [[here, command]] : command.commands.flatMap((inner) => leavesOf(inner, here));
}
const leaves = program.commands
  .filter((command) => NOUNS.includes(command.name()))
  .flatMap((noun) => leavesOf(noun, ''));

describe('docs/command-line.md', () => {
  test.each(leaves)('tells all of "%s"', (path, command) => {
    const args = command.registeredArguments.map((argument) => ` <${argument.name()}>`).join('');
    const heading = `### \`holdover ${path}${args}\`\n`;
    expect(text).toContain(heading);
    const section = text.slice(text.indexOf(heading) + heading.length).split(/^##/m)[0] ?? '';
    expect(section.toLowerCase()).toContain(command.description().toLowerCase());
    const own = command.options.filter(({ long }) => !COMMON.includes(long ?? ''));
    for (const { flags, description } of own) expect(section).toContain(`- \`${flags}\` ${description}`);
    expect(section.match(/^- `--/gm) ?? []).toHaveLength(own.length);
    expect(section).toContain(`$ holdover ${path}`);
  });

  test('tells of no command that is not there, and of each flag that all have', () => {
    const headings = [...text.matchAll(/^### `holdover ([a-z -]+[a-z])/gm)].map(([, path]) => path);
    expect(headings).toEqual(leaves.map(([path]) => path));
    for (const flag of COMMON) expect(text).toContain(`\`${flag}`);
  });

  test.each([...text.matchAll(/^\$ (holdover .*)$/gm)].map(([, line]) => line ?? ''))('can be typed: %s', (line) => {
    const words = [...line.replace(/ [<>#].*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? '',
    );
    let command = program;
    let at = 1;
    for (; at < words.length; at++) {
      const inner = command.commands.find((each) => each.name() === words[at]);
      if (inner === undefined) break;
      command = inner;
    }
    const { operands, unknown } = command.parseOptions(words.slice(at));
    expect(unknown).toEqual([]);
    expect(operands).toHaveLength(command.registeredArguments.length);
  });
});
