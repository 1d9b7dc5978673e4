import type { Environment } from './environment.ts';

/** Results go to standard output, everything said in passing to standard error. */
export interface Output {
  /** One result: an object a line with `--json`, else `text`. */
  result(value: Readonly<Record<string, unknown>>, text: string): void;
  note(text: string): void;
}

export function createOutput({ stdout, stderr }: Environment, json: boolean): Output {
  return {
    result: (value, text) => void stdout.write(`${json ? JSON.stringify(value) : text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
  };
}
