import { milliseconds } from '@holdover/kernel';
import type { Attribute, Group, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { STATUS, type Status } from '../registry/statuses.ts';
import { answer, group, success } from './answer.ts';
import { isOperator } from './operators.ts';
import { ANONYMOUS, owns, userOf } from './ownership.ts';
import type { Arrival, Served } from './served.ts';
import type { Request, RequestOf, SubscriptionTemplate } from './request.ts';
import { select, type GroupTest } from './requested.ts';
import { EVENT_LIFE, type EventNote, type Subscription } from './subscriptions.ts';

/** RFC 3996 §5.2: how long a client that waits is kept waiting, and how often it is looked. */
const WAITS = { rounds: 60, pause: milliseconds(500) } as const;
/** RFC 3996 §5.2.1, in seconds: within the life of an event. */
const COME_BACK = 30;

type Creation = RequestOf<'Create-Printer-Subscriptions' | 'Create-Job-Subscriptions'>;

/** RFC 3995 §11.1.2, §11.1.4. */
export async function serveSubscribe(served: Served, request: Creation, arrival: Arrival): Promise<Message> {
  const jobId = 'jobId' in request ? request.jobId : undefined;
  const job = jobId === undefined ? undefined : await served.jobs.find(jobId);
  if (jobId !== undefined && job === undefined) return notFound(request);
  if (job !== undefined && !owns(job, request, arrival)) return answer(request.message, 'client-error-not-authorized');
  const groups = subscribe(served, request, { templates: request.templates, jobId, arrival });
  const failed = groups.filter(({ attributes }) => attributes.some(({ name }) => name === 'notify-status-code'));
  if (failed.length === 0) return success(request.message, groups);
  const none = failed.length === groups.length;
  const status = none ? 'client-error-ignored-all-subscriptions' : 'successful-ok-ignored-subscriptions';
  return answer(request.message, status, groups);
}

/** RFC 3995 §11.1.3: a job is created whatever becomes of its subscriptions. */
export function subscribeToJob(
  served: Served,
  request: RequestOf<'Print-Job' | 'Validate-Job' | 'Create-Job'>,
  jobId: number,
  arrival: Arrival,
): readonly Group[] {
  return subscribe(served, request, { templates: request.job.subscriptions, jobId, arrival });
}

interface Wanted {
  readonly templates: readonly SubscriptionTemplate[];
  readonly jobId: number | undefined;
  readonly arrival: Arrival;
}

function subscribe(served: Served, request: Request, { templates, jobId, arrival }: Wanted): readonly Group[] {
  return templates.map((template) => {
    const userName = userOf(request, arrival) ?? ANONYMOUS;
    const made = served.subscriptions.create({ template, jobId, userName, printerUri: arrival.printerUri });
    if ('refusal' in made) return group(GROUP.subscription, [attr.enum('notify-status-code', STATUS[made.refusal])]);
    const lease = made.lease === undefined ? [] : [attr.integer('notify-lease-duration', made.lease)];
    return group(GROUP.subscription, [attr.integer('notify-subscription-id', made.id), ...lease]);
  });
}

/** RFC 3995 §11.2.4. */
export function serveGetSubscription(
  served: Served,
  request: RequestOf<'Get-Subscription-Attributes'>,
  arrival: Arrival,
): Message {
  const found = own(served, request, arrival, request.subscriptionId);
  if (typeof found === 'string') return answer(request.message, found);
  return success(request.message, [shown(served, found, request.requested)]);
}

/** RFC 3995 §11.2.5: those of the printer, or of one job; of others only for operators. */
export function serveGetSubscriptions(
  served: Served,
  request: RequestOf<'Get-Subscriptions'>,
  arrival: Arrival,
): Message {
  const { jobId, limit, mine } = request;
  const all = served.subscriptions.all().filter((each) => jobId === undefined || each.jobId === jobId);
  const everybody = !mine && isOperator(served, request, arrival);
  const meant = all.filter((each) => everybody || isOwn(each, request, arrival)).slice(0, limit);
  return success(
    request.message,
    meant.map((each) => shown(served, each, request.requested)),
  );
}

/** RFC 3995 §11.2.6: a job's subscription has no lease. */
export function serveRenew(served: Served, request: RequestOf<'Renew-Subscription'>, arrival: Arrival): Message {
  const found = own(served, request, arrival, request.subscriptionId);
  if (typeof found === 'string') return answer(request.message, found);
  const lease = served.subscriptions.renew(found.id, request.lease)?.lease;
  if (lease === undefined) return answer(request.message, 'client-error-not-possible');
  return success(request.message, [group(GROUP.subscription, [attr.integer('notify-lease-duration', lease)])]);
}

/** RFC 3995 §11.2.7. */
export function serveUnsubscribe(served: Served, request: RequestOf<'Cancel-Subscription'>, arrival: Arrival): Message {
  const found = own(served, request, arrival, request.subscriptionId);
  if (typeof found === 'string') return answer(request.message, found);
  served.subscriptions.cancel(found.id);
  return success(request.message);
}

/** RFC 3996 §5: a client that waits is answered with the first event, or none in time. */
export async function serveNotifications(
  served: Served,
  request: RequestOf<'Get-Notifications'>,
  arrival: Arrival,
): Promise<Message> {
  for (let round = request.wait ? WAITS.rounds : 0; ; round--) {
    await served.subscriptions.observe();
    const found = request.subscriptionIds.map((id) => own(served, request, arrival, id));
    const refusal = found.find((each) => typeof each === 'string');
    if (refusal !== undefined) return answer(request.message, refusal);
    const subscriptions = found.filter((each) => typeof each !== 'string');
    const groups = subscriptions.flatMap((each, at) => notesOf(served, each, request.from[at] ?? 1));
    const over = subscriptions.every(isOver);
    if (groups.length > 0 || over || round === 0) return notified(served, request, { over, groups });
    await new Promise<void>((resolve) => served.clock.after(WAITS.pause, resolve));
  }
}

function notified(
  served: Served,
  request: Request,
  { over, groups }: { readonly over: boolean; readonly groups: readonly Group[] },
): Message {
  const message = answer(request.message, over ? 'successful-ok-events-complete' : 'successful-ok', groups);
  const [operation, ...others] = message.groups;
  const more = [attr.integer('notify-get-interval', COME_BACK), attr.integer('printer-up-time', served.upTime())];
  return { ...message, groups: [group(GROUP.operation, [...(operation?.attributes ?? []), ...more]), ...others] };
}

/** RFC 3996 §5.2: its job has ended, and nothing more comes. */
function isOver({ jobId, expiresAt }: Subscription): boolean {
  return jobId !== undefined && expiresAt !== undefined;
}

function notesOf(served: Served, subscription: Subscription, from: number): readonly Group[] {
  const now = served.upTime();
  return subscription.notes
    .filter(({ sequence, at }) => sequence >= from && at + EVENT_LIFE > now)
    .map((note) => group(GROUP.eventNotification, noteAttributes(subscription, note)));
}

/** RFC 3995 §9.1. */
function noteAttributes(subscription: Subscription, note: EventNote): readonly Attribute[] {
  return [
    ...language(),
    attr.integer('notify-subscription-id', subscription.id),
    attr.uri('notify-printer-uri', subscription.printerUri),
    attr.keyword('notify-subscribed-event', note.event),
    attr.integer('notify-sequence-number', note.sequence),
    ...(subscription.userData === undefined ? [] : [attr.octetString('notify-user-data', subscription.userData)]),
    attr.text('notify-text', note.text),
    attr.integer('printer-up-time', note.at),
    ...(note.jobId === undefined ? [] : [attr.integer('notify-job-id', note.jobId)]),
    ...note.attributes,
  ];
}

function shown(served: Served, subscription: Subscription, requested: readonly string[]): Group {
  const all = [
    attr.integer('notify-subscription-id', subscription.id),
    attr.keyword('notify-pull-method', 'ippget'),
    attr.keyword('notify-events', subscription.events),
    ...(subscription.userData === undefined ? [] : [attr.octetString('notify-user-data', subscription.userData)]),
    ...language(),
    attr.integer('notify-sequence-number', subscription.sequence),
    attr.uri('notify-printer-uri', subscription.printerUri),
    attr.name('notify-subscriber-user-name', subscription.userName),
    ...(subscription.jobId === undefined ? [] : [attr.integer('notify-job-id', subscription.jobId)]),
    ...(subscription.lease === undefined
      ? []
      : [
          attr.integer('notify-lease-duration', subscription.lease),
          attr.integer('notify-lease-expiration-time', subscription.expiresAt ?? 0),
          attr.integer('notify-printer-up-time', served.upTime()),
        ]),
  ];
  return group(GROUP.subscription, select(all, requested, SUBSCRIPTION_GROUPS));
}

/** RFC 3995 §11.2.4.1. */
const SUBSCRIPTION_GROUPS: Readonly<Record<string, GroupTest>> = {
  all: () => true,
  'subscription-template': (name) => TEMPLATE.has(name),
  'subscription-description': (name) => !TEMPLATE.has(name),
};

const TEMPLATE: ReadonlySet<string> = new Set([
  'notify-pull-method',
  'notify-events',
  'notify-user-data',
  'notify-charset',
  'notify-natural-language',
  'notify-lease-duration',
]);

function language(): readonly Attribute[] {
  return [attr.charset('notify-charset', 'utf-8'), attr.naturalLanguage('notify-natural-language', 'en')];
}

function own(served: Served, request: Request, arrival: Arrival, id: number): Subscription | Status {
  const found = served.subscriptions.find(id);
  if (found === undefined) return 'client-error-not-found';
  const allowed = isOwn(found, request, arrival) || isOperator(served, request, arrival);
  return allowed ? found : 'client-error-not-authorized';
}

function isOwn({ userName }: Subscription, request: Request, arrival: Arrival): boolean {
  return userName === (userOf(request, arrival) ?? ANONYMOUS);
}

function notFound(request: Request): Message {
  return answer(request.message, 'client-error-not-found');
}
