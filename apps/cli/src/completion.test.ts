import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { completionScript } from './completion.ts';

const program = new Command('holdover')
  .addCommand(new Command('server').option('--listen <at>').addCommand(new Command('setup').option('--admin <name>')))
  .addCommand(new Command('demo').option('--once'));

/** What bash would offer for a line whose last word is being typed. */
function offered(...words: string[]): string[] {
  const line = ['holdover', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${completionScript('bash', program)}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _holdover; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test('bash is offered commands, then their own commands and flags', () => {
  expect(offered('')).toEqual(['server', 'demo', '--help']);
  expect(offered('se')).toEqual(['server']);
  expect(offered('server', '')).toEqual(['setup', '--listen', '--help']);
  expect(offered('server', 'setup', '--a')).toEqual(['--admin']);
  expect(offered('server', '--listen', '8443', 'setup', '--a')).toEqual(['--admin']);
  expect(offered('demo', 'an argument', '--o')).toEqual(['--once']);
});

test('zsh is given bash’s script, fish one line a command', () => {
  expect(completionScript('zsh', program)).toContain('bashcompinit');
  expect(completionScript('fish', program)).toContain(`= 'server setup'" -a '--admin --help'`);
});
