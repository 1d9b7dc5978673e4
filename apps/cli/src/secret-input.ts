import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Fault } from '@holdover/kernel';
import type { Environment } from './environment.ts';

/**
 * The first line of standard input, without its end. On a terminal it asks first, on standard error, and shows nothing of
 * what is typed. Secrets come this way because arguments are readable by everybody on the machine.
 * @throws Fault `no-input` when standard input ends before a line; `interrupted` on Ctrl-C
 */
export async function readSecretLine({ stdin, stderr }: Environment, question: string): Promise<string> {
  const isTerminal = stdin.isTTY === true;
  const line = await firstLine(stdin, isTerminal, () => {
    if (isTerminal) stderr.write(`${question}: `);
  });
  if (isTerminal) stderr.write('\n');
  if (line !== undefined) return line;
  throw new Fault({
    owner: 'caller',
    code: 'no-input',
    message: `Standard input ended before the ${question.toLowerCase()}`,
  });
}

/**
 * A password that is to be: on a terminal, where nobody sees what they type, it is asked for twice.
 * @throws Fault `passwords-differ`, and as `readSecretLine`
 */
export async function readNewPassword(environment: Environment, question: string): Promise<string> {
  const password = await readSecretLine(environment, question);
  if (environment.stdin.isTTY !== true) return password;
  if ((await readSecretLine(environment, 'The same once more')) === password) return password;
  throw new Fault({
    owner: 'caller',
    code: 'passwords-differ',
    message: 'The two are not the same; nothing was changed',
  });
}

/** A question for yes or no, on a terminal. */
export async function askYesNo({ stdin, stderr }: Environment, question: string): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  try {
    return await new Promise<boolean>((resolve, reject) => {
      lines.once('line', (line) => resolve(/^y(es)?$/i.test(line.trim())));
      lines.once('SIGINT', () => reject(interrupted()));
      lines.once('close', () => resolve(false));
    });
  } finally {
    lines.close();
  }
}

/** @param ask called when nothing that is typed from then on is shown */
async function firstLine(
  input: Environment['stdin'],
  isTerminal: boolean,
  ask: () => void,
): Promise<string | undefined> {
  const output = new Writable({ write: (_part, _encoding, done) => done() });
  // As a terminal readline edits the line itself, and what it would show goes nowhere.
  const lines = createInterface({ input, crlfDelay: Infinity, ...(isTerminal ? { output, terminal: true } : {}) });
  try {
    return await new Promise((resolve, reject) => {
      lines.on('line', (line) => (line.trim() === '' ? undefined : resolve(line)));
      lines.once('SIGINT', () => reject(interrupted()));
      lines.once('close', () => resolve(undefined));
      input.once('error', reject);
      ask();
    });
  } finally {
    lines.close();
  }
}

function interrupted(): Fault {
  return new Fault({ owner: 'cancelled', code: 'interrupted', message: 'Interrupted' });
}
