import type { Attribute } from '../codec/message.ts';
import { isTerminal } from '../registry/states.ts';
import { eventsBetween, type PrinterEvent, type Snapshot } from './printer-events.ts';
import type { SubscriptionTemplate } from './request.ts';

/** RFC 3996 §8.1: seconds an event can be fetched. */
export const EVENT_LIFE = 60;
/** RFC 3995 §5.3.8, in seconds: clients come back well within an hour; one that is gone is forgotten in a day. */
export const LEASE = { least: 60, preset: 3_600, most: 86_400 } as const;
/** One client subscribes once or twice; beyond that somebody only fills memory. */
const MOST_SUBSCRIPTIONS = 200;
/** Events of one subscription within their life. */
const MOST_EVENTS = 200;
/** RFC 3995 §5.3.4. */
const MOST_USER_DATA = 63;

export const EVENTS = [
  'job-completed',
  'job-created',
  'job-state-changed',
  'job-stopped',
  'none',
  'printer-state-changed',
  'printer-stopped',
] as const;

/** One subscription object (RFC 3995 §5). Times are printer-up-time. */
export interface Subscription {
  readonly id: number;
  /** Undefined for one of the printer. */
  readonly jobId: number | undefined;
  readonly userName: string;
  readonly events: readonly string[];
  readonly userData: Uint8Array | undefined;
  readonly printerUri: string;
  /** Granted, in seconds; of a job's until the job is over. */
  readonly lease: number | undefined;
  readonly expiresAt: number | undefined;
  /** Of the last event; 0 before the first. */
  readonly sequence: number;
  readonly notes: readonly EventNote[];
}

export interface EventNote {
  readonly sequence: number;
  /** The keyword subscribed to. */
  readonly event: string;
  readonly at: number;
  readonly jobId: number | undefined;
  readonly text: string;
  readonly attributes: readonly Attribute[];
}

export type SubscriptionRefusal =
  | 'client-error-attributes-or-values-not-supported'
  | 'client-error-request-value-too-long'
  | 'client-error-too-many-subscriptions';

export interface NewSubscription {
  readonly template: SubscriptionTemplate;
  readonly jobId: number | undefined;
  readonly userName: string;
  readonly printerUri: string;
}

/** The subscriptions of one printer, in memory: clients subscribe anew where theirs is not found. */
export interface Subscriptions {
  create(subscription: NewSubscription): Subscription | { readonly refusal: SubscriptionRefusal };
  find(id: number): Subscription | undefined;
  all(): readonly Subscription[];
  renew(id: number, lease: number | undefined): Subscription | undefined;
  cancel(id: number): void;
  /** Notes what has changed since it was last asked; cheap while nobody has subscribed. */
  observe(): Promise<void>;
}

export interface SubscriptionsOptions {
  readonly upTime: () => number;
  readonly look: () => Promise<Snapshot>;
}

export function createSubscriptions({ upTime, look }: SubscriptionsOptions): Subscriptions {
  const byId = new Map<number, Subscription>();
  let lastId = 0;
  let seen: Snapshot | undefined;

  return {
    create(wanted) {
      const refusal = refusalOf(wanted.template) ?? (byId.size >= MOST_SUBSCRIPTIONS ? TOO_MANY : undefined);
      if (refusal !== undefined) return { refusal };
      const made = newSubscription(++lastId, wanted, upTime());
      byId.set(made.id, made);
      return made;
    },
    find(id) {
      sweep();
      return byId.get(id);
    },
    all() {
      sweep();
      return [...byId.values()];
    },
    renew(id, wanted) {
      const subscription = byId.get(id);
      if (subscription?.lease === undefined) return undefined;
      const lease = grant(wanted);
      const renewed = { ...subscription, lease, expiresAt: upTime() + lease };
      byId.set(id, renewed);
      return renewed;
    },
    cancel: (id) => void byId.delete(id),
    observe,
  };

  async function observe(): Promise<void> {
    sweep();
    if (byId.size === 0) {
      seen = undefined;
      return;
    }
    const now = await look();
    const events = seen === undefined ? [] : eventsBetween(seen, now);
    seen = now;
    for (const subscription of byId.values()) {
      const noted = events.reduce((so, event) => note(so, event, upTime()), subscription);
      byId.set(subscription.id, endingWithJob(noted, now, upTime()));
    }
  }

  function sweep(): void {
    const now = upTime();
    for (const { id, expiresAt } of byId.values()) {
      if (expiresAt !== undefined && expiresAt <= now) byId.delete(id);
    }
  }
}

function newSubscription(
  id: number,
  { template, jobId, userName, printerUri }: NewSubscription,
  now: number,
): Subscription {
  const lease = jobId === undefined ? grant(template.lease) : undefined;
  return {
    id,
    jobId,
    userName,
    events: known(template.events ?? ['job-completed']),
    userData: template.userData,
    printerUri,
    lease,
    expiresAt: lease === undefined ? undefined : now + lease,
    sequence: 0,
    notes: [],
  };
}

const TOO_MANY = 'client-error-too-many-subscriptions';

function refusalOf(template: SubscriptionTemplate): SubscriptionRefusal | undefined {
  const events = template.events === undefined || known(template.events).length > 0;
  if (template.pullMethod !== 'ippget' || !events) return 'client-error-attributes-or-values-not-supported';
  return (template.userData?.length ?? 0) > MOST_USER_DATA ? 'client-error-request-value-too-long' : undefined;
}

function known(events: readonly string[]): readonly string[] {
  const all: readonly string[] = EVENTS;
  return events.filter((event) => all.includes(event));
}

function grant(wanted: number | undefined): number {
  return Math.min(LEASE.most, Math.max(LEASE.least, wanted === 0 ? LEASE.most : (wanted ?? LEASE.preset)));
}

/** RFC 3995 §5.3.3: an event is told once, by the narrowest keyword subscribed to. */
function note(subscription: Subscription, event: PrinterEvent, now: number): Subscription {
  if (subscription.jobId !== undefined && event.jobId !== subscription.jobId) return subscription;
  const keyword = event.keywords.find((each) => subscription.events.includes(each));
  if (keyword === undefined) return subscription;
  const { jobId, text, attributes } = event;
  const sequence = subscription.sequence + 1;
  const alive = subscription.notes.filter(({ at }) => at + EVENT_LIFE > now).slice(1 - MOST_EVENTS);
  return {
    ...subscription,
    sequence,
    notes: [...alive, { sequence, event: keyword, at: now, jobId, text, attributes }],
  };
}

/** RFC 3995 §5.4.3: a job's subscription outlives it by the life of its last event. */
function endingWithJob(subscription: Subscription, { jobs }: Snapshot, now: number): Subscription {
  if (subscription.jobId === undefined || subscription.expiresAt !== undefined) return subscription;
  const job = jobs.get(subscription.jobId);
  return job === undefined || isTerminal(job.state) ? { ...subscription, expiresAt: now + EVENT_LIFE } : subscription;
}
