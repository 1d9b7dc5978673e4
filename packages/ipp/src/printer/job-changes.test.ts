import { createFakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Attribute } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf } from '../model/read.ts';
import { accept } from './jobs-port.ts';
import { START, createFakePrinter, some, type FakePrinter } from './testing/fake-printer.ts';

let fake: FakePrinter;

beforeEach(async () => {
  fake = createFakePrinter(createFakeClock(START));
  await fake.ask('Print-Job', { job: [attr.integer('copies', 2)], document: some('x') });
});

const until = (value: string): readonly Attribute[] => [attr.keyword('job-hold-until', value)];
const job = async (): Promise<unknown> => fake.jobs.find(1);

describe('Hold-Job and Release-Job (RFC 8011 §4.3.5, §4.3.6)', () => {
  test('a job is held until it is released', async () => {
    expect((await fake.ask('Hold-Job', { jobId: 1 })).status).toBe('successful-ok');
    expect(await job()).toMatchObject({
      state: 'pending-held',
      template: [{ name: 'copies' }, ...until('indefinite')],
    });
    expect((await fake.ask('Release-Job', { jobId: 1 })).status).toBe('successful-ok');
    expect(await job()).toMatchObject({ state: 'pending' });
  });

  test('no-hold releases what is held, and is no fault where nothing is', async () => {
    expect((await fake.ask('Hold-Job', { jobId: 1, operation: until('no-hold') })).status).toBe('successful-ok');
    await fake.ask('Hold-Job', { jobId: 1 });
    expect((await fake.ask('Hold-Job', { jobId: 1, operation: until('no-hold') })).status).toBe('successful-ok');
    expect(await job()).toMatchObject({ state: 'pending' });
  });

  test('a time that is not supported is named', async () => {
    const answered = await fake.ask('Hold-Job', { jobId: 1, operation: until('weekend') });
    expect(answered.status).toBe('client-error-attributes-or-values-not-supported');
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual(until('weekend'));
    expect(await job()).toMatchObject({ state: 'pending' });
  });

  test.each(['Hold-Job', 'Release-Job', 'Restart-Job'] as const)(
    '%s of another’s job, or of none',
    async (operation) => {
      expect((await fake.ask(operation, { jobId: 1 }, 'ben')).status).toBe('client-error-not-authorized');
      expect((await fake.ask(operation, { jobId: 9 })).status).toBe('client-error-not-found');
      expect((await fake.ask(operation)).status).toBe('client-error-bad-request');
    },
  );

  test('the refusal of whoever keeps the jobs is passed on', async () => {
    await fake.jobs.cancel(1);
    expect((await fake.ask('Hold-Job', { jobId: 1 })).status).toBe('client-error-not-possible');
    expect((await fake.ask('Release-Job', { jobId: 1 })).status).toBe('client-error-not-possible');
  });
});

describe('Restart-Job (RFC 8011 §4.3.7)', () => {
  test('a job that is not over is not restarted', async () => {
    expect((await fake.ask('Restart-Job', { jobId: 1 })).status).toBe('client-error-not-possible');
  });

  test('one that is over needs its document', async () => {
    await fake.jobs.cancel(1);
    expect(await fake.ask('Restart-Job', { jobId: 1 })).toMatchObject({
      status: 'client-error-not-possible',
      statusMessage: 'the document was not kept',
    });
    const restarted: unknown[] = [];
    const jobs = {
      ...fake.jobs,
      restart: async (id: number, hold: string | undefined) => accept(void restarted.push([id, hold])),
    };
    const keeping = createFakePrinter(createFakeClock(START), { jobs });
    expect((await keeping.ask('Restart-Job', { jobId: 1, operation: until('indefinite') })).status).toBe(
      'successful-ok',
    );
    expect(restarted).toEqual([[1, 'indefinite']]);
  });
});

describe('Set-Job-Attributes (RFC 3380 §4.2)', () => {
  const set = (...changes: readonly Attribute[]) => fake.ask('Set-Job-Attributes', { jobId: 1, job: changes });

  test('name and template are set, what is not named stays', async () => {
    const changes = [attr.name('job-name', 'New'), attr.integer('job-priority', 90)];
    expect((await set(...changes)).status).toBe('successful-ok');
    expect(await job()).toMatchObject({
      name: 'New',
      template: [attr.integer('copies', 2), attr.integer('job-priority', 90)],
    });
  });

  test('delete-attribute takes one away (§8.2)', async () => {
    expect((await set(attr.outOfBand('copies', 'delete-attribute'))).status).toBe('successful-ok');
    expect(await job()).toMatchObject({ template: [] });
  });

  test.each([
    [
      'what cannot be set',
      [attr.integer('job-priority', 90), attr.integer('job-id', 7)],
      'client-error-attributes-not-settable',
      [attr.outOfBand('job-id', 'not-settable')],
    ],
    [
      'a value that is not supported',
      [attr.integer('job-priority', 90), attr.integer('copies', 5_000)],
      'client-error-attributes-or-values-not-supported',
      [attr.integer('copies', 5_000)],
    ],
    [
      'a name too long',
      [attr.name('job-name', 'x'.repeat(256))],
      'client-error-request-value-too-long',
      [attr.name('job-name', 'x'.repeat(256))],
    ],
    [
      'what conflicts',
      [attr.keyword('media', 'iso_a4_210x297mm'), attr.collection('media-col', [[attr.keyword('media-type', 'auto')]])],
      'client-error-conflicting-attributes',
      [attr.keyword('media', 'iso_a4_210x297mm')],
    ],
  ])('%s is named, and nothing is set', async (_, changes, status, named) => {
    const before = await job();
    const answered = await set(...changes);
    expect(answered.status).toBe(status);
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual(named);
    expect(await job()).toEqual(before);
  });

  test('nothing is set of a job that is over, of another’s, or with nothing to set', async () => {
    expect((await fake.ask('Set-Job-Attributes', { jobId: 1, job: [attr.integer('copies', 3)] }, 'ben')).status).toBe(
      'client-error-not-authorized',
    );
    expect((await set()).status).toBe('client-error-bad-request');
    await fake.jobs.cancel(1);
    expect((await set(attr.integer('copies', 3))).status).toBe('client-error-not-possible');
  });
});
