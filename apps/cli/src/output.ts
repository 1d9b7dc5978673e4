import { mayColour, type Environment } from './environment.ts';
import { createTable, type Column } from './text/table.ts';
import { padded, widthOf } from './text/fit.ts';
import { visible, visibleJson, visibleLines } from './text/visible.ts';

/** Results go to standard output, everything said in passing to standard error. Nothing in it can steer a terminal. */
export interface Output {
  readonly json: boolean;
  /** One result: an object a line with `--json`, else `text`. */
  result(value: Readonly<Record<string, unknown>>, text: string): void;
  /** Many of them: an object a line, or a table. @returns how many */
  rows<T extends object>(rows: AsyncIterable<readonly T[]>, columns: readonly Column<T>[]): Promise<number>;
  /** One thing: an object, or a line for each of what there is to say of it. */
  fields(value: object, fields: readonly (readonly [name: string, text: string])[]): void;
  note(text: string): void;
}

export function createOutput(environment: Environment, json: boolean): Output {
  const { stdout, stderr } = environment;
  const say = (text: string): void => void stdout.write(`${text}\n`);
  const bold = (text: string): string => (mayColour(environment, 'stdout') ? `\u001b[1m${text}\u001b[0m` : text);
  return {
    json,
    result: (value, text) => say(json ? visibleJson(value) : visibleLines(text)),
    rows: async (pages, columns) => {
      const width = stdout.isTTY === true ? stdout.columns : undefined;
      const table = createTable(columns, { width, bold });
      let count = 0;
      for await (const rows of pages) {
        count += rows.length;
        if (rows.length > 0) say((json ? rows.map(visibleJson) : table.add(rows)).join('\n'));
      }
      return count;
    },
    fields: (value, fields) => {
      const room = Math.max(...fields.map(([name]) => widthOf(name))) + 2;
      say(json ? visibleJson(value) : fields.map(([name, text]) => padded(name, room) + visible(text)).join('\n'));
    },
    note: (text) => void stderr.write(`${visibleLines(text)}\n`),
  };
}
