import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgressBar } from './progress-bar.ts';

test('without a terminal a line each ten seconds says how far it is', () => {
  let said = '';
  const stream = new Writable({
    write(part, _encoding, done) {
      said += String(part);
      done();
    },
  });
  let now = 5;
  const bar = createProgressBar({ stdin: Readable.from([]), stdout: stream, stderr: stream, variables: {} }, () => now);
  for (const [ms, share] of [
    [9_999, 0.1],
    [10_000, 0.2],
    [12_000, 0.3],
    [20_000, undefined],
  ] as const) {
    now = 5 + ms;
    bar.show('comparing: \u001b4 of 9 rows', share);
  }
  bar.clear();
  expect(said).toBe('20 %  comparing: <1B>4 of 9 rows\ncomparing: <1B>4 of 9 rows\n');
});
