import type { ScanRefusal } from '@holdover/escl';
import { Fault } from '@holdover/kernel';
import { createMemoryLogger } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { createScriptedScanner } from '../testing/scripted-scanner.ts';
import { askToScan, fetchPage } from './ask-scanner.ts';
import { scanTicket } from './scan-ticket.ts';

const asking = { turn: 3, logger: createMemoryLogger() };
const WANTED = { source: 'feeder', twoSidedOriginal: true, color: 'color', resolution: 200, size: 'a3' } as const;

async function begun() {
  const scanner = createScriptedScanner();
  const ticket = scanTicket(WANTED, scanner.able, true);
  if (ticket === undefined) return expect.fail('there is no ticket');
  const input = await askToScan(scanner, ticket, asking);
  return input.input === 'taken-on' ? { scanner, ticket, job: input.job } : expect.fail(input.input);
}

test('a scanner is asked for what it has: the next finer resolution, and no more than its glass', async () => {
  const { ticket, scanner } = await begun();
  expect(ticket).toMatchObject({ duplex: true, resolution: 300, size: { width: 3_508, height: 4_961 } });
  expect(scanTicket({ ...WANTED, source: 'platen', twoSidedOriginal: false }, scanner.able, false)).toMatchObject({
    color: 'grayscale',
    size: { width: 2_550, height: 3_508 },
  });
  expect(scanTicket({ ...WANTED, source: 'platen' }, scanner.able, true)).toBeUndefined();
  expect(scanTicket(WANTED, { ...scanner.able, feeder: undefined }, true)).toBeUndefined();
  expect(scanTicket({ ...WANTED, resolution: 1_200 }, scanner.able, true)?.resolution).toBe(600);
});

test.each([
  ['busy', { input: 'held-up', why: 'busy' }],
  ['feeder-empty', { input: 'held-up', why: 'feeder-empty' }],
  ['jam', { input: 'held-up', why: 'feeder-jam' }],
  ['cover-open', { input: 'held-up', why: 'cover-open' }],
  ['trouble', { input: 'held-up', why: 'attention' }],
  ['gone', { input: 'gone' }],
  ['refused', { input: 'failed', why: 'scanner-refused' }],
] as const satisfies readonly (readonly [ScanRefusal['refusal'], object])[])(
  '%s is heard as %j',
  async (nextIs, heard) => {
    const { scanner, job } = await begun();
    scanner.nextIs = nextIs;
    expect(await fetchPage(scanner, job, async () => undefined, asking)).toEqual({ ...heard, turn: 3 });
  },
);

test.each([
  ['disk-full', { input: 'failed', why: 'disk-full' }],
  ['page-too-large', { input: 'failed', why: 'too-large' }],
  ['not-jpeg', { input: 'failed', why: 'scanner-refused' }],
  ['scanner-too-slow', { input: 'held-up', why: 'scanner-unreachable' }],
])('a page that cannot be kept for %s is heard as %j', async (code, heard) => {
  const { scanner, job } = await begun();
  const keep = () => Promise.reject(new Fault({ owner: 'environment', code, message: 'as the test told' }));
  expect(await fetchPage(scanner, job, keep, asking)).toEqual({ ...heard, turn: 3 });
});
