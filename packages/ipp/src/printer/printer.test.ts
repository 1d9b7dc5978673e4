import { createFakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import { buildRequest, responseOf, type IppResponse, type RequestParts } from '../client/client.ts';
import type { Attribute, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf, integerOf, stringOf, stringsOf } from '../model/read.ts';
import type { Operation } from '../registry/operations.ts';
import type { Printer } from './printer.ts';
import {
  ARRIVAL,
  START,
  URI,
  createFakePrinter,
  nothing,
  some,
  type FakeJobs,
  type FakePrinter,
} from './testing/fake-printer.ts';

let fake: FakePrinter;
let printer: Printer;
let jobs: FakeJobs;

beforeEach(() => {
  fake = createFakePrinter(createFakeClock(START));
  ({ printer, jobs } = fake);
});

describe('a printer that people sign in to (RFC 8011 §5.4.2)', () => {
  const ask = async (operation: Operation): Promise<string | undefined> => {
    const guarded = createFakePrinter(createFakeClock(START), { authentication: 'basic' }).printer;
    const request = buildRequest(operation, { printerUri: URI, userName: 'eva', requestId: 7 });
    return responseOf(await guarded.handle(request, nothing(), ARRIVAL)).status;
  };

  test.each<Operation>(['Print-Job', 'Get-Jobs', 'Validate-Job'])('%s is refused to a stranger', async (operation) => {
    expect(await ask(operation)).toBe('client-error-not-authenticated');
  });

  test('what it is may be asked by anybody', async () => {
    expect(await ask('Get-Printer-Attributes')).toBe('successful-ok');
  });
});

describe('what every request is checked for (RFC 8011 §4.1)', () => {
  const good = buildRequest('Get-Printer-Attributes', { printerUri: URI, userName: 'eva', requestId: 7 });
  const operation = groupOf(good, GROUP.operation);
  const withOperation = (attributes: readonly Attribute[]): Message => ({
    ...good,
    groups: [{ tag: GROUP.operation, attributes }],
  });
  const cases: readonly (readonly [string, Message, string])[] = [
    ['another major version', { ...good, version: { major: 3, minor: 0 } }, 'server-error-version-not-supported'],
    ['an unknown operation', { ...good, code: 0x4000 }, 'server-error-operation-not-supported'],
    ['request-id 0', { ...good, requestId: 0 }, 'client-error-bad-request'],
    ['no groups', { ...good, groups: [] }, 'client-error-bad-request'],
    ['the operation group twice', { ...good, groups: [...good.groups, ...good.groups] }, 'client-error-bad-request'],
    ['charset not first', withOperation(operation.toReversed()), 'client-error-bad-request'],
    ['no natural language', withOperation(operation.slice(0, 1)), 'client-error-bad-request'],
    [
      'another charset',
      withOperation([attr.charset('attributes-charset', 'iso-8859-1'), ...operation.slice(1)]),
      'client-error-charset-not-supported',
    ],
    ['no target', withOperation(operation.slice(0, 2)), 'client-error-bad-request'],
    [
      'another printer',
      withOperation([...operation.slice(0, 2), attr.uri('printer-uri', 'ipp://h/ipp/faxout')]),
      'client-error-not-found',
    ],
    [
      'a target that is no uri',
      withOperation([...operation.slice(0, 2), attr.keyword('printer-uri', URI)]),
      'client-error-bad-request',
    ],
    [
      'a name of 256 letters',
      withOperation([...operation, attr.name('job-name', 'x'.repeat(256))]),
      'client-error-request-value-too-long',
    ],
  ];
  test.each(cases)('%s', async (_, message, status) => {
    const answered = await printer.handle(message, nothing(), ARRIVAL);
    expect(responseOf(answered).status).toBe(status);
    expect(answered.requestId).toBe(message.requestId);
  });

  test('the answer has the version of the request, or the nearest that is served', async () => {
    const versionFor = async (major: number, minor: number): Promise<unknown> =>
      (await printer.handle({ ...good, version: { major, minor } }, nothing(), ARRIVAL)).version;
    expect(await versionFor(1, 0)).toEqual({ major: 1, minor: 0 });
    expect(await versionFor(2, 0)).toEqual({ major: 2, minor: 0 });
    expect(await versionFor(2, 2)).toEqual({ major: 2, minor: 0 });
    expect(await versionFor(9, 9)).toEqual({ major: 1, minor: 1 });
  });
});

describe('Get-Printer-Attributes', () => {
  const names = async (...requested: string[]): Promise<readonly string[]> => {
    const answered = await ask('Get-Printer-Attributes', {
      operation: [attr.keyword('requested-attributes', requested)],
    });
    return answered.printer.map(({ name }) => name);
  };

  test('answers what is asked for by name', async () => {
    expect(await names('printer-name', 'no-such-thing')).toEqual(['printer-name']);
  });

  test('the media database comes only when named', async () => {
    expect(await names('all')).not.toContain('media-col-database');
    expect(await names('all', 'media-col-database')).toContain('media-col-database');
  });

  test('job-template and printer-description part the attributes', async () => {
    const template = await names('job-template');
    const description = await names('printer-description');
    expect(template).toContain('sides-supported');
    expect(description).toContain('printer-up-time');
    expect(template.filter((name) => description.includes(name))).toEqual([]);
    expect(template.length + description.length).toBe((await names('all')).length);
  });
});

describe('creating jobs', () => {
  test('Print-Job hands over ticket and document', async () => {
    const answered = await ask('Print-Job', {
      operation: [attr.name('job-name', 'Letter'), attr.mimeMediaType('document-format', 'application/pdf')],
      job: [attr.integer('copies', 2)],
      document: some('%PDF'),
    });
    expect(answered.status).toBe('successful-ok');
    expect(stringOf(answered.job, 'job-uri')).toBe(`${URI}/1`);
    expect(jobs.taken).toEqual([
      {
        name: 'Letter',
        userName: 'eva',
        template: [attr.integer('copies', 2)],
        format: 'application/pdf',
        data: '%PDF',
      },
    ]);
  });

  test('what is not supported is named and left out', async () => {
    const answered = await ask('Print-Job', {
      operation: [attr.keyword('x-private', 'y')],
      job: [attr.integer('copies', 5000), attr.keyword('sides', 'two-sided-long-edge'), attr.integer('job-sugar', 1)],
      document: some('x'),
    });
    expect(answered.status).toBe('successful-ok-ignored-or-substituted-attributes');
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([
      attr.outOfBand('x-private', 'unsupported'),
      attr.integer('copies', 5000),
      attr.outOfBand('job-sugar', 'unsupported'),
    ]);
    expect(jobs.taken[0]?.template).toEqual([attr.keyword('sides', 'two-sided-long-edge')]);
  });

  test('what came in two groups is named once, as a group has a name once', async () => {
    const sugar = attr.integer('job-sugar', 1);
    const answered = await ask('Print-Job', { operation: [sugar], job: [sugar], document: some('x') });
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([attr.outOfBand('job-sugar', 'unsupported')]);
  });

  test('with fidelity it is refused, and no job is made', async () => {
    const answered = await ask('Print-Job', {
      operation: [attr.boolean('ipp-attribute-fidelity', true)],
      job: [attr.keyword('sides', 'tumble')],
      document: some('x'),
    });
    expect(answered.status).toBe('client-error-attributes-or-values-not-supported');
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([attr.keyword('sides', 'tumble')]);
    expect(jobs.taken).toEqual([]);
  });

  test('media-col is checked member by member', async () => {
    const size = (x: number): Attribute =>
      attr.collection('media-size', [[attr.integer('x-dimension', x), attr.integer('y-dimension', 29_700)]]);
    const type = (name: string): Attribute => attr.keyword('media-type', name);
    const send = async (...members: Attribute[]): Promise<unknown> =>
      (await ask('Validate-Job', { job: [attr.collection('media-col', [members])] })).status;
    expect(await send(size(21_000), type('stationery'))).toBe('successful-ok');
    expect(await send(type('vellum'))).toBe('successful-ok-ignored-or-substituted-attributes');
    expect(await send(attr.keyword('media-taste', 'sweet'))).toBe('successful-ok-ignored-or-substituted-attributes');
  });

  test.each([
    [attr.mimeMediaType('document-format', 'image/tiff'), 'client-error-document-format-not-supported'],
    [attr.keyword('compression', 'compress'), 'client-error-compression-not-supported'],
  ])('%o is refused whatever the fidelity', async (attribute, status) => {
    expect((await ask('Validate-Job', { operation: [attribute] })).status).toBe(status);
    expect((await ask('Print-Job', { operation: [attribute], document: some('x') })).status).toBe(status);
  });

  test('compression is undone', async () => {
    await ask('Print-Job', { operation: [attr.keyword('compression', 'gzip')], document: some('abc') });
    expect(jobs.taken[0]?.data).toBe('cba');
  });

  test('a printer that takes no jobs says so', async () => {
    fake.status.acceptingJobs = false;
    expect((await ask('Create-Job')).status).toBe('server-error-not-accepting-jobs');
  });

  test('a refusal of the owner is passed on', async () => {
    jobs.refuseWith('server-error-busy');
    expect((await ask('Print-Job', { document: some('x') })).status).toBe('server-error-busy');
  });

  test('Create-Job and Send-Document; an empty last document only closes', async () => {
    const jobId = integerOf((await ask('Create-Job')).job, 'job-id') ?? 0;
    const last = [attr.boolean('last-document', true)];
    expect((await ask('Send-Document', { jobId, operation: last, document: some('data') })).ok).toBe(true);
    expect(jobs.taken[1]?.data).toBe('data');
    expect((await ask('Send-Document', { jobId, operation: last })).ok).toBe(true);
    expect(jobs.closed).toEqual([jobId]);
    expect((await ask('Send-Document', { jobId })).status).toBe('client-error-bad-request');
  });
});

describe('jobs of several people', () => {
  beforeEach(async () => {
    await ask('Print-Job', { operation: [attr.name('job-name', 'Secret')], document: some('x') });
    await ask('Print-Job', { document: some('x') }, 'ben');
    await ask('Print-Job', { document: some('x') });
    await jobs.cancel(3);
  });

  test('Get-Jobs tells names and owners of jobs to their owner only', async () => {
    const operation = [attr.keyword('requested-attributes', ['job-id', 'job-name'])];
    const eva = await ask('Get-Jobs', { operation });
    const ben = await ask('Get-Jobs', { operation }, 'ben');
    expect(eva.jobs.map((job) => stringOf(job, 'job-name'))).toEqual(['Secret', undefined]);
    expect(ben.jobs.map((job) => stringOf(job, 'job-name'))).toEqual([undefined, 'Untitled']);
  });

  test('Get-Jobs selects by state, owner and limit', async () => {
    const ids = async (...operation: Attribute[]): Promise<unknown> =>
      (await ask('Get-Jobs', { operation })).jobs.map((job) => integerOf(job, 'job-id'));
    expect(await ids()).toEqual([1, 2]);
    expect(await ids(attr.boolean('my-jobs', true))).toEqual([1]);
    expect(await ids(attr.keyword('which-jobs', 'completed'))).toEqual([3]);
    expect(await ids(attr.keyword('which-jobs', 'all'), attr.integer('limit', 2))).toEqual([1, 2]);
    expect((await ask('Get-Jobs', { operation: [attr.keyword('which-jobs', 'lost')] })).status).toBe(
      'client-error-attributes-or-values-not-supported',
    );
  });

  test('nobody cancels the job of another', async () => {
    expect((await ask('Cancel-Job', { jobId: 2 })).status).toBe('client-error-not-authorized');
    expect((await ask('Cancel-Job', { jobId: 2 }, 'ben')).status).toBe('successful-ok');
    expect((await ask('Cancel-Job', { jobId: 2 }, 'ben')).status).toBe('client-error-not-possible');
    expect((await ask('Cancel-Job', { jobId: 99 })).status).toBe('client-error-not-found');
    expect((await ask('Cancel-Job')).status).toBe('client-error-bad-request');
  });

  test('Cancel-My-Jobs cancels mine, and none when one of those named is not', async () => {
    const all = [attr.integer('job-ids', [1, 2])];
    expect((await ask('Cancel-My-Jobs', { operation: all })).status).toBe('client-error-not-authorized');
    expect((await jobs.find(1))?.state).toBe('pending');
    expect((await ask('Cancel-My-Jobs')).status).toBe('successful-ok');
    expect((await jobs.find(1))?.state).toBe('canceled');
    expect((await jobs.find(2))?.state).toBe('pending');
  });

  test('Get-Job-Attributes by printer-uri or job-uri', async () => {
    const answered = await ask('Get-Job-Attributes', { jobId: 1 });
    expect(stringsOf(answered.job, 'job-state-reasons')).toEqual(['none']);
    const byUri = buildRequest('Get-Job-Attributes', { printerUri: URI, userName: 'eva', requestId: 3 });
    const target = groupOf(byUri, GROUP.operation).map((each) =>
      each.name === 'printer-uri' ? attr.uri('job-uri', `${URI}/1`) : each,
    );
    const again = await printer.handle(
      { ...byUri, groups: [{ tag: GROUP.operation, attributes: target }] },
      nothing(),
      ARRIVAL,
    );
    expect(groupOf(again, GROUP.job)).toEqual(answered.job);
  });
});

function ask(operation: Operation, parts: RequestParts = {}, userName = 'eva'): Promise<IppResponse> {
  return fake.ask(operation, parts, userName);
}
