import { createFakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf } from '../model/read.ts';
import { accept } from './jobs-port.ts';
import { START, createFakePrinter, some, type FakePrinter } from './testing/fake-printer.ts';

const OPERATIONS = ['Pause-Printer', 'Resume-Printer', 'Enable-Printer', 'Disable-Printer', 'Purge-Jobs'] as const;
const LOCATION = attr.text('printer-location', 'there');
const SETTING = [{ tag: GROUP.printer, attributes: [LOCATION] }];

let done: string[];
let fake: FakePrinter;

beforeEach(() => {
  done = [];
  fake = createFakePrinter(createFakeClock(START), {
    control: {
      isOperator: (userName) => userName === 'olga',
      pause: async () => accept(void done.push('pause')),
      resume: async () => accept(void done.push('resume')),
      accept: async (jobs) => accept(void done.push(`accept ${jobs}`)),
    },
  });
});

describe('what is done to the printer is for its operators (RFC 8011 §9.3)', () => {
  test.each(OPERATIONS)('%s: not for others', async (operation) => {
    expect((await fake.ask(operation)).status).toBe('client-error-not-authorized');
    expect(done).toEqual([]);
  });

  test.each(OPERATIONS)('%s: for nobody where the printer has no operators', async (operation) => {
    const free = createFakePrinter(createFakeClock(START));
    expect((await free.ask(operation, {}, 'olga')).status).toBe('client-error-not-authorized');
  });

  test('Pause-Printer, Resume-Printer, Disable-Printer, Enable-Printer do so', async () => {
    for (const operation of ['Pause-Printer', 'Resume-Printer', 'Disable-Printer', 'Enable-Printer'] as const) {
      expect((await fake.ask(operation, {}, 'olga')).status).toBe('successful-ok');
    }
    expect(done).toEqual(['pause', 'resume', 'accept false', 'accept true']);
  });

  test('Purge-Jobs ends all jobs', async () => {
    await fake.ask('Print-Job', { document: some('x') });
    await fake.ask('Print-Job', { document: some('x') }, 'ben');
    await fake.jobs.cancel(1);
    expect((await fake.ask('Purge-Jobs', {}, 'olga')).status).toBe('successful-ok');
    expect((await fake.jobs.list()).map(({ state }) => state)).toEqual(['canceled', 'canceled']);
  });

  test.each(['olga', 'eva'])(
    'Set-Printer-Attributes names what is not settable (RFC 3380 §4.1), to %s',
    async (user) => {
      const answered = await fake.ask('Set-Printer-Attributes', { groups: SETTING }, user);
      expect(answered.status).toBe('client-error-attributes-not-settable');
      expect(groupOf(answered.message, GROUP.unsupported)).toEqual([
        attr.outOfBand('printer-location', 'not-settable'),
      ]);
    },
  );

  test('an operator changes the jobs of others', async () => {
    await fake.ask('Print-Job', { document: some('x') });
    expect((await fake.ask('Hold-Job', { jobId: 1 }, 'olga')).status).toBe('successful-ok');
    expect((await fake.ask('Cancel-Job', { jobId: 1 }, 'olga')).status).toBe('successful-ok');
  });
});

test('Get-Printer-Supported-Values answers to anybody (RFC 3380 §4.3)', async () => {
  expect(await fake.ask('Get-Printer-Supported-Values')).toMatchObject({ status: 'successful-ok', printer: [] });
});

describe('Cancel-Jobs (PWG 5100.11 §4.1)', () => {
  beforeEach(async () => {
    await fake.ask('Print-Job', { document: some('x') });
    await fake.ask('Print-Job', { document: some('x') }, 'ben');
  });
  const states = async (): Promise<unknown> => (await fake.jobs.list()).map(({ state }) => state);

  test('all jobs are canceled for an operator', async () => {
    expect((await fake.ask('Cancel-Jobs', {}, 'olga')).status).toBe('successful-ok');
    expect(await states()).toEqual(['canceled', 'canceled']);
  });

  test.each([
    ['jobs of others', 'client-error-not-authorized', undefined, [2]],
    ['named ones of others', 'client-error-not-authorized', [1, 2], [2]],
    ['jobs that do not exist', 'client-error-not-found', [1, 8, 9], [8, 9]],
  ])('%s are named, and none is canceled', async (_, status, ids, named) => {
    const operation = ids === undefined ? [] : [attr.integer('job-ids', ids)];
    const answered = await fake.ask('Cancel-Jobs', { operation });
    expect(answered.status).toBe(status);
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([attr.integer('job-ids', named)]);
    expect(await states()).toEqual(['pending', 'pending']);
  });

  test('jobs that are over are named', async () => {
    await fake.jobs.cancel(1);
    const answered = await fake.ask('Cancel-Jobs', { operation: [attr.integer('job-ids', [1])] });
    expect(answered.status).toBe('client-error-not-possible');
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([attr.integer('job-ids', 1)]);
  });
});
