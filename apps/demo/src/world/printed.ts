import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One line of a device's printed.jsonl: what lay in its tray. */
export interface Printed {
  readonly jobName: string;
  readonly userName: string;
  readonly impressions: number;
  readonly time: string;
  /** The document, in the same folder. */
  readonly file: string;
}

/** Everything a device printed so far, oldest first. */
export async function readPrinted(outDir: string): Promise<readonly Printed[]> {
  const text = await readFile(join(outDir, 'printed.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine);
}

function readLine(line: string): Printed {
  const value: unknown = JSON.parse(line);
  const row = value as Readonly<Record<string, unknown>>; // written by our own device
  return {
    jobName: String(row['jobName']),
    userName: String(row['userName']),
    impressions: Number(row['impressions']),
    time: String(row['time']),
    file: String(row['file']),
  };
}
