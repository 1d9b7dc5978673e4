import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleDocument, sendDocument } from '@holdover/demo';
import { findTool, scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { prepareCutOffStation } from '../support/cut-off-station.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';

const ADA = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };

const scratch = scratchFolder('flushed');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
const trace = join(scratch.path, 'trace');
let terminal: TerminalProcess;

beforeAll(async () => {
  const { station } = await prepareCutOffStation(scratch.path, ADA, closers);
  // All threads, with the files behind the numbers; of what is read and written as much as names a request.
  const calls = 'trace=fsync,fdatasync,read,write,writev';
  // -D: the terminal is this process's child, and strace its watcher, so that what ends the terminal ends both.
  const args = ['-D', '-f', '-y', '-s', '96', '-e', calls, '-o', trace];
  terminal = await runInOwnProcess(station, { launcher: { command: findTool('strace'), args } });
  closers.add(() => terminal.process.stop());
});

/** The files that were flushed between the request's arrival and its answer, in order. */
async function flushedDuring(
  request: () => Promise<unknown>,
  status: string,
  path = '/api/login',
): Promise<readonly string[]> {
  const before = readFileSync(trace, 'utf8').length;
  await request();
  const lines = await waitUntil('the answer to be in the trace', () => between(before, `POST ${path}`, status));
  return lines.flatMap((line) => /\b(?:fsync|fdatasync)\(\d+<([^>]+)>/.exec(line)?.[1] ?? []);
}

function between(offset: number, first: string, last: string): readonly string[] | undefined {
  const lines = readFileSync(trace, 'utf8').slice(offset).split('\n');
  const from = lines.findIndex((line) => line.includes(first));
  const to = lines.findIndex((line, n) => n > from && line.includes(`HTTP/1.1 ${last}`));
  return from < 0 || to < 0 ? undefined : lines.slice(from, to);
}

describe('what strace sees of a login', () => {
  const journal = join('terminal-1', 'journal.db-wal');
  const flushesOf = (files: readonly string[], file: string) => files.filter((path) => path.endsWith(file)).length;

  test('[D1d] [D3b] a right PIN: the token and the session are flushed before the answer leaves', async () => {
    const files = await flushedDuring(() => terminal.panel.login({ method: 'pin', pin: ADA.pin }), '200');
    // The token taken, the session's beginning. That the token comes back may be lost.
    expect(flushesOf(files, journal)).toBe(2);
    await terminal.panel.logout();
  });

  test('[D3b] a wrong PIN: the token that it costs is flushed before the answer leaves, and so is the refusal', async () => {
    const files = await flushedDuring(() => terminal.panel.login({ method: 'pin', pin: '111222' }), '403');
    expect(flushesOf(files, journal)).toBe(3);
  });

  test('[D1d] a card: the session is flushed before the answer leaves', async () => {
    const files = await flushedDuring(() => terminal.panel.login({ method: 'card', card: ADA.card }), '200');
    expect(flushesOf(files, journal)).toBe(1);
    await terminal.panel.logout();
  });
});

describe('what strace sees of a job that is sent', () => {
  const send = (document: Uint8Array) => () =>
    sendDocument({ queueUri: terminal.queueUri, userName: ADA.userName, title: 'Ledger', document });
  const row = join('spool', 'spool.db-wal');

  test('[G3b] a small one: its segment, then its row are flushed before the answer leaves', async () => {
    const first = await flushedDuring(send(sampleDocument('Ledger', 1)), '200', '/ipp/print');
    expect(first.map((path) => path.slice(path.indexOf('spool')))).toEqual([
      join('spool', 'documents', 'segment-00000001.sealed'),
      join('spool', 'documents'),
      row,
      // SQLite, after the first write to a new log.
      'spool',
    ]);
    const next = await flushedDuring(send(sampleDocument('Ledger', 1)), '200', '/ipp/print');
    expect(next.map((path) => path.slice(path.indexOf('spool')))).toEqual([
      join('spool', 'documents', 'segment-00000001.sealed'),
      row,
    ]);
  });

  test('[G3b] a large one: its file, the folder it is in, then its row', async () => {
    const files = await flushedDuring(send(Buffer.alloc(200_000, 'a line of text\n')), '200', '/ipp/print');
    expect(files.map((path) => path.slice(path.indexOf('spool')))).toEqual([
      expect.stringMatching(/^spool\/documents\/job_[^/]+\.sealed$/),
      join('spool', 'documents'),
      row,
    ]);
  });
});
