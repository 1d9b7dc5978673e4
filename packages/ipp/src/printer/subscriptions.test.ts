import { seconds } from '@holdover/kernel';
import { createFakeClock, type FakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import type { IppResponse } from '../client/client.ts';
import type { Attribute, Group } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf, groupsOf, integerOf, integersOf, stringOf, stringsOf } from '../model/read.ts';
import { STATUS } from '../registry/statuses.ts';
import { START, createFakePrinter, some, type FakePrinter } from './testing/fake-printer.ts';

let clock: FakeClock;
let fake: FakePrinter;

beforeEach(() => {
  clock = createFakeClock(START);
  fake = createFakePrinter(clock);
});

describe('subscribing (RFC 3995 §11.1)', () => {
  test('a subscription of the printer has a lease, within what is granted', async () => {
    const granted = async (...lease: Attribute[]): Promise<unknown> =>
      integerOf(subscriptionOf(await subscribe(...lease)), 'notify-lease-duration');
    expect(await granted()).toBe(3_600);
    expect(await granted(attr.integer('notify-lease-duration', 0))).toBe(86_400);
    expect(await granted(attr.integer('notify-lease-duration', 1))).toBe(60);
    expect(await granted(attr.integer('notify-lease-duration', 1_000_000))).toBe(86_400);
  });

  test.each([
    ['no pull method', [], 'client-error-attributes-or-values-not-supported'],
    ['another', [attr.keyword('notify-pull-method', 'carrier')], 'client-error-attributes-or-values-not-supported'],
    [
      'no event that is known',
      [attr.keyword('notify-pull-method', 'ippget'), attr.keyword('notify-events', 'full-moon')],
      'client-error-attributes-or-values-not-supported',
    ],
    [
      'user data of 64 octets',
      [attr.keyword('notify-pull-method', 'ippget'), attr.octetString('notify-user-data', new Uint8Array(64))],
      'client-error-request-value-too-long',
    ],
  ] as const)('%s: refused, and why', async (_, attributes, status) => {
    const answered = await fake.ask('Create-Printer-Subscriptions', { groups: [template(attributes)] });
    expect(answered.status).toBe('client-error-ignored-all-subscriptions');
    expect(integerOf(subscriptionOf(answered), 'notify-status-code')).toBe(STATUS[status]);
  });

  test('of two, the good one is made', async () => {
    const groups = [template([]), template([attr.keyword('notify-pull-method', 'ippget')])];
    const answered = await fake.ask('Create-Printer-Subscriptions', { groups });
    expect(answered.status).toBe('successful-ok-ignored-subscriptions');
    const [bad, good] = groupsOf(answered.message, GROUP.subscription);
    expect([integerOf(bad ?? [], 'notify-subscription-id'), integerOf(good ?? [], 'notify-subscription-id')]).toEqual([
      undefined,
      1,
    ]);
  });

  test('no more than 200 at one printer', async () => {
    for (let nth = 0; nth < 200; nth++) await subscribe();
    expect(integerOf(subscriptionOf(await subscribe()), 'notify-status-code')).toBe(
      STATUS['client-error-too-many-subscriptions'],
    );
  });

  test('one of a job comes with the job, or later, and has no lease', async () => {
    const groups = [template([attr.keyword('notify-pull-method', 'ippget')])];
    const printed = await fake.ask('Print-Job', { document: some('x'), groups });
    expect(integerOf(subscriptionOf(printed), 'notify-subscription-id')).toBe(1);
    const operation = [attr.integer('notify-job-id', 1)];
    expect(subscriptionOf(await fake.ask('Create-Job-Subscriptions', { operation, groups }))).toEqual([
      attr.integer('notify-subscription-id', 2),
    ]);
    const strange = await fake.ask('Create-Job-Subscriptions', { operation, groups }, 'ben');
    expect(strange.status).toBe('client-error-not-authorized');
    const none = await fake.ask('Create-Job-Subscriptions', { operation: [attr.integer('notify-job-id', 9)], groups });
    expect(none.status).toBe('client-error-not-found');
  });

  test('a job is made whatever becomes of its subscription', async () => {
    const printed = await fake.ask('Print-Job', { document: some('x'), groups: [template([])] });
    expect(printed.status).toBe('successful-ok');
    expect(integerOf(printed.job, 'job-id')).toBe(1);
  });
});

describe('a subscription is its owner’s (RFC 3995 §11.2)', () => {
  const mine = [attr.integer('notify-subscription-id', 1)];
  beforeEach(() => subscribe());

  test.each(['Get-Subscription-Attributes', 'Renew-Subscription', 'Cancel-Subscription'] as const)(
    '%s',
    async (operation) => {
      expect((await fake.ask(operation, { operation: mine }, 'ben')).status).toBe('client-error-not-authorized');
      expect((await fake.ask(operation, { operation: [attr.integer('notify-subscription-id', 9)] })).status).toBe(
        'client-error-not-found',
      );
      expect((await fake.ask(operation)).status).toBe('client-error-bad-request');
      expect((await fake.ask(operation, { operation: mine })).status).toBe('successful-ok');
    },
  );

  test('its attributes are told, all or those asked for', async () => {
    const all = subscriptionOf(await fake.ask('Get-Subscription-Attributes', { operation: mine }));
    expect(stringOf(all, 'notify-subscriber-user-name')).toBe('eva');
    expect(integerOf(all, 'notify-lease-expiration-time')).toBe(3_601);
    const requested = attr.keyword('requested-attributes', ['notify-events']);
    expect(subscriptionOf(await fake.ask('Get-Subscription-Attributes', { operation: [...mine, requested] }))).toEqual([
      attr.keyword('notify-events', 'job-completed'),
    ]);
  });

  test('Get-Subscriptions lists mine', async () => {
    await subscribe();
    const ids = async (userName: string, ...operation: Attribute[]): Promise<unknown> =>
      groupsOf((await fake.ask('Get-Subscriptions', { operation }, userName)).message, GROUP.subscription).map((each) =>
        integerOf(each, 'notify-subscription-id'),
      );
    expect(await ids('eva')).toEqual([1, 2]);
    expect(await ids('eva', attr.integer('limit', 1))).toEqual([1]);
    expect(await ids('ben')).toEqual([]);
  });

  test('it is gone when its lease is over, unless renewed', async () => {
    await clock.advanceAsync(seconds(3_000));
    const renewed = await fake.ask('Renew-Subscription', {
      operation: [...mine, attr.integer('notify-lease-duration', 1_000)],
    });
    expect(integerOf(subscriptionOf(renewed), 'notify-lease-duration')).toBe(1_000);
    await clock.advanceAsync(seconds(999));
    expect((await fake.ask('Get-Subscription-Attributes', { operation: mine })).status).toBe('successful-ok');
    await clock.advanceAsync(seconds(2));
    expect((await fake.ask('Get-Subscription-Attributes', { operation: mine })).status).toBe('client-error-not-found');
  });
});

describe('Get-Notifications (RFC 3996 §5)', () => {
  const events = (...names: string[]): Attribute => attr.keyword('notify-events', names);

  test('events of jobs and of the printer come once each, by the narrowest name', async () => {
    await subscribe(events('job-completed', 'job-state-changed', 'printer-state-changed'));
    await fake.ask('Print-Job', { document: some('x') });
    await fake.ask('Cancel-Job', { jobId: 1 });
    fake.status.state = 'stopped';
    const notes = notesOf(await notifications());
    expect(notes.map((note) => stringOf(note, 'notify-subscribed-event'))).toEqual([
      'job-state-changed',
      'job-completed',
      'printer-state-changed',
    ]);
    expect(notes.map((note) => integerOf(note, 'notify-sequence-number'))).toEqual([1, 2, 3]);
    expect(notes.map((note) => integerOf(note, 'notify-job-id'))).toEqual([1, 1, undefined]);
  });

  test('what was before is not told, nor what nobody subscribed to', async () => {
    await fake.ask('Print-Job', { document: some('x') });
    await subscribe(events('printer-stopped'));
    await fake.ask('Cancel-Job', { jobId: 1 });
    const answered = await notifications();
    expect(notesOf(answered)).toEqual([]);
    expect(integerOf(groupOf(answered.message, GROUP.operation), 'notify-get-interval')).toBe(30);
  });

  test('only those from a sequence number on, and none older than 60 s', async () => {
    await subscribe(events('job-created'));
    for (let nth = 0; nth < 3; nth++) await fake.ask('Print-Job', { document: some('x') });
    const from = attr.integer('notify-sequence-numbers', 3);
    expect(notesOf(await notifications(from)).map((note) => integerOf(note, 'notify-job-id'))).toEqual([3]);
    await clock.advanceAsync(seconds(60));
    expect(notesOf(await notifications())).toEqual([]);
  });

  test('a job’s subscription tells of its own job, and that this was all', async () => {
    const groups = [template([attr.keyword('notify-pull-method', 'ippget'), events('job-completed')])];
    await fake.ask('Print-Job', { document: some('x'), groups });
    await fake.ask('Print-Job', { document: some('x') });
    await fake.ask('Cancel-Job', { jobId: 2 });
    expect(await notifications()).toMatchObject({ status: 'successful-ok' });
    await fake.ask('Cancel-Job', { jobId: 1 });
    const answered = await notifications();
    expect(answered.status).toBe('successful-ok-events-complete');
    expect(notesOf(answered).map((note) => stringsOf(note, 'job-state-reasons'))).toEqual([['none']]);
    await clock.advanceAsync(seconds(61));
    expect((await notifications()).status).toBe('client-error-not-found');
  });

  test('a client that waits has the event as soon as it comes', async () => {
    await subscribe(events('printer-stopped'));
    const waiting = notifications(attr.boolean('notify-wait', true));
    await clock.advanceAsync(seconds(5));
    fake.status.state = 'stopped';
    await clock.advanceAsync(seconds(1));
    expect(notesOf(await waiting)).toHaveLength(1);
  });

  test('it waits 30 s at the most', async () => {
    await subscribe(events('printer-stopped'));
    const waiting = notifications(attr.boolean('notify-wait', true));
    await clock.advanceAsync(seconds(30));
    expect(notesOf(await waiting)).toEqual([]);
  });

  test('nobody hears of another’s', async () => {
    await subscribe();
    const operation = [attr.integer('notify-subscription-ids', 1)];
    expect((await fake.ask('Get-Notifications', { operation }, 'ben')).status).toBe('client-error-not-authorized');
    expect((await fake.ask('Get-Notifications')).status).toBe('client-error-bad-request');
  });

  test('what is told of an event names no job and no user', async () => {
    await subscribe(events('job-created'));
    await fake.ask('Print-Job', { operation: [attr.name('job-name', 'Secret')], document: some('x') }, 'ben');
    expect(JSON.stringify(notesOf(await notifications()))).not.toMatch(/Secret|ben/);
  });

  function notifications(...more: Attribute[]): Promise<IppResponse> {
    return fake.ask('Get-Notifications', { operation: [attr.integer('notify-subscription-ids', 1), ...more] });
  }

  function notesOf(answered: IppResponse): readonly (readonly Attribute[])[] {
    return groupsOf(answered.message, GROUP.eventNotification);
  }
});

test('a job that was taken is answered as taken, though nobody can be told of it', async () => {
  await subscribe();
  fake.jobs.list = () => Promise.reject(new RangeError('no list'));
  expect((await fake.ask('Validate-Job')).status).toBe('successful-ok');
});

test('what is advertised is what is served', async () => {
  const { printer } = await fake.ask('Get-Printer-Attributes');
  expect(stringsOf(printer, 'notify-pull-method-supported')).toEqual(['ippget']);
  expect(integersOf(printer, 'ippget-event-life')).toEqual([60]);
});

function subscribe(...more: readonly Attribute[]): Promise<IppResponse> {
  const pull = attr.keyword('notify-pull-method', 'ippget');
  return fake.ask('Create-Printer-Subscriptions', { groups: [template([pull, ...more])] });
}

function template(attributes: readonly Attribute[]): Group {
  return { tag: GROUP.subscription, attributes };
}

function subscriptionOf(answered: IppResponse): readonly Attribute[] {
  return groupOf(answered.message, GROUP.subscription);
}
