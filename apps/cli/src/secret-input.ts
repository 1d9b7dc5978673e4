import { createInterface } from 'node:readline';
import { Fault } from '@holdover/kernel';
import type { Environment } from './environment.ts';

/**
 * The first line of standard input, without its end. On a terminal it asks first, on standard error.
 * Secrets come this way because arguments are readable by everybody on the machine.
 * @throws Fault `no-input` when standard input ends before a line
 */
export async function readSecretLine({ stdin, stderr }: Environment, question: string): Promise<string> {
  if (stdin.isTTY === true) stderr.write(`${question}: `);
  const lines = createInterface({ input: stdin, crlfDelay: Infinity });
  try {
    for await (const line of lines) if (line.trim() !== '') return line;
  } finally {
    lines.close();
  }
  throw new Fault({
    owner: 'caller',
    code: 'no-input',
    message: `Standard input ended before the ${question.toLowerCase()}`,
  });
}
