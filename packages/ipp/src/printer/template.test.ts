import { createFakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Attribute } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf } from '../model/read.ts';
import { START, createFakePrinter, some, type FakePrinter } from './testing/fake-printer.ts';

let fake: FakePrinter;

beforeEach(() => {
  fake = createFakePrinter(createFakeClock(START));
});

const fidelity = attr.boolean('ipp-attribute-fidelity', true);
const size = (x: number, y = 29_700): Attribute =>
  attr.collection('media-size', [[attr.integer('x-dimension', x), attr.integer('y-dimension', y)]]);
const vellum = attr.keyword('media-type', 'vellum');

describe('values that are not supported are named back exactly (RFC 8011 §4.1.7)', () => {
  const cases: readonly (readonly [string, readonly Attribute[], readonly Attribute[], readonly Attribute[]])[] = [
    [
      'of a set only those',
      [attr.enum('finishings', [4, 3])],
      [attr.enum('finishings', 3)],
      [attr.enum('finishings', 4)],
    ],
    [
      'an unknown attribute without its values',
      [attr.text('job-sugar', 'two')],
      [],
      [attr.outOfBand('job-sugar', 'unsupported')],
    ],
    [
      'of a collection only the members',
      [attr.collection('media-col', [[size(21_000), vellum, attr.keyword('media-taste', 'sweet')]])],
      [attr.collection('media-col', [[size(21_000)]])],
      [attr.collection('media-col', [[vellum, attr.outOfBand('media-taste', 'unsupported')]])],
    ],
    [
      'a size that no tray takes',
      [attr.collection('media-col', [[size(21_000, 10)]])],
      [],
      [attr.collection('media-col', [[size(21_000, 10)]])],
    ],
    ['another syntax', [attr.keyword('copies', '2')], [], [attr.keyword('copies', '2')]],
    ['two where there can be one', [attr.integer('copies', [1, 2])], [], [attr.integer('copies', [1, 2])]],
    ['a priority above 100', [attr.integer('job-priority', 101)], [], [attr.integer('job-priority', 101)]],
    ['a hold nobody keeps', [attr.keyword('job-hold-until', 'night')], [], [attr.keyword('job-hold-until', 'night')]],
  ];
  test.each(cases)('%s', async (_, job, accepted, unsupported) => {
    const lenient = await fake.ask('Print-Job', { job, document: some('x') });
    expect(lenient.status).toBe('successful-ok-ignored-or-substituted-attributes');
    expect(groupOf(lenient.message, GROUP.unsupported)).toEqual(unsupported);
    expect(fake.jobs.taken[0]?.template).toEqual(accepted);
    const strict = await fake.ask('Print-Job', { operation: [fidelity], job, document: some('x') });
    expect(strict.status).toBe('client-error-attributes-or-values-not-supported');
    expect(groupOf(strict.message, GROUP.unsupported)).toEqual(unsupported);
    expect(fake.jobs.taken).toHaveLength(1);
  });

  test.each([
    [attr.integer('job-priority', 1)],
    [attr.keyword('job-hold-until', 'indefinite')],
    [attr.range('page-ranges', 2, 5)],
    [attr.collection('overrides', [[attr.range('pages', 1, 1), attr.keyword('media', 'iso_a4_210x297mm')]])],
    [attr.name('media', 'iso_a4_210x297mm')],
  ])('taken: %o', async (attribute) => {
    const answered = await fake.ask('Print-Job', { operation: [fidelity], job: [attribute], document: some('x') });
    expect(answered.status).toBe('successful-ok');
    expect(fake.jobs.taken[0]?.template).toEqual([attribute]);
  });
});

describe('refused whatever the fidelity', () => {
  const ranges = (...pairs: readonly (readonly [number, number])[]): Attribute =>
    attr.of(
      'page-ranges',
      pairs.map(([lower, upper]) => ({ syntax: 'rangeOfInteger', lower, upper })),
    );
  test.each([
    ['page-ranges out of order (RFC 8011 §5.2.7)', ranges([5, 6], [1, 2]), 'client-error-bad-request'],
    ['page-ranges that overlap', ranges([1, 3], [3, 4]), 'client-error-bad-request'],
    ['a value too long', attr.name('media', 'x'.repeat(256)), 'client-error-request-value-too-long'],
  ])('%s', async (_, attribute, status) => {
    const answered = await fake.ask('Print-Job', { job: [attribute], document: some('x') });
    expect(answered.status).toBe(status);
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([attribute]);
    expect(fake.jobs.taken).toEqual([]);
  });
});

describe('job-mandatory-attributes (PWG 5100.7 §5.2)', () => {
  const mandatory = attr.keyword('job-mandatory-attributes', ['media-col']);

  test('what is mandatory and not supported refuses the job', async () => {
    const job = [attr.collection('media-col', [[vellum]]), attr.keyword('sides', 'tumble')];
    const answered = await fake.ask('Validate-Job', { operation: [mandatory], job });
    expect(answered.status).toBe('client-error-attributes-or-values-not-supported');
    expect(groupOf(answered.message, GROUP.unsupported).map(({ name }) => name)).toEqual(['media-col', 'sides']);
  });

  test('others are left out as ever', async () => {
    const answered = await fake.ask('Validate-Job', { operation: [mandatory], job: [attr.keyword('sides', 'tumble')] });
    expect(answered.status).toBe('successful-ok-ignored-or-substituted-attributes');
  });
});

describe('attributes that conflict (RFC 8011 §4.1.7)', () => {
  const a4 = attr.keyword('media', 'iso_a4_210x297mm');
  const col = attr.collection('media-col', [[size(21_000)]]);

  test('the more exact is kept, the other named', async () => {
    const answered = await fake.ask('Print-Job', { job: [a4, col], document: some('x') });
    expect(answered.status).toBe('successful-ok-conflicting-attributes');
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([a4]);
    expect(fake.jobs.taken[0]?.template).toEqual([col]);
  });

  test('with fidelity the job is refused', async () => {
    const answered = await fake.ask('Print-Job', { operation: [fidelity], job: [a4, col], document: some('x') });
    expect(answered.status).toBe('client-error-conflicting-attributes');
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([a4]);
    expect(fake.jobs.taken).toEqual([]);
  });
});

test('RFC 3196 §3.1.2.1.5: an operation attribute of another syntax spoils the request, and is named', async () => {
  const wrong = attr.keyword('ipp-attribute-fidelity', 'true');
  const answered = await fake.ask('Print-Job', { operation: [wrong], document: some('x') });
  expect(answered.status).toBe('client-error-bad-request');
  expect(groupOf(answered.message, GROUP.unsupported)).toEqual([wrong]);
});
