import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFuzz } from '../testing/fuzz.ts';
import { readCapabilities } from './capabilities.ts';
import { readSettings } from './settings.ts';
import { readStatus } from './status.ts';

const CORPUS = new URL('../../corpus/', import.meta.url);
const octetsOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, CORPUS)));
const documents = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.xml'))
  .map(octetsOf);

const SEED = 0xe5c1;
const INPUTS = 300;

test('a ticket of sane-airscan', () => {
  expect(readSettings(octetsOf('sane-airscan-scan-settings.xml'))).toEqual({
    source: 'feeder',
    duplex: false,
    color: 'color',
    resolution: 100,
    region: { x: 0, y: 0, width: 3508, height: 4961 },
    format: 'image/jpeg',
    intent: 'document',
  });
});

test('capabilities and a status in the manner of devices', () => {
  const { abilities, formatExt } = readCapabilities(octetsOf('profiles-by-reference.xml'));
  expect(formatExt).toBe(true);
  expect(abilities.makeAndModel).toBe('Example & Co MFP');
  expect(abilities.platen?.resolutions).toEqual([75, 100, 150, 200, 300, 400, 600]);
  expect(abilities.platen?.formats).toEqual(['image/jpeg', 'application/pdf']);
  expect(abilities.feeder).toMatchObject({ colors: ['color'], resolutions: [300], duplex: true });
  const { state, feeder, jobs } = readStatus(octetsOf('status-with-jobs.xml'));
  expect([state, feeder, jobs.map((job) => job.state)]).toEqual(['processing', 'loaded', ['Processing', 'Completed']]);
});

test(`${INPUTS} mutated documents (seed ${SEED}) are read or refused, and nothing else`, async () => {
  // Most inputs end in a fault; their traces would be most of the time.
  const traces = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const fuzz = createFuzz(SEED, documents);
  let read = 0;
  for (let index = 0; index < INPUTS; index++) {
    if ((await fuzz.judge(fuzz.input(index), index)) === 'read') read += 1;
  }
  Error.stackTraceLimit = traces;
  expect(read).toBeGreaterThan(INPUTS / 20);
  expect(read).toBeLessThan(INPUTS);
});
