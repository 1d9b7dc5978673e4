import { days, hours, utf8 } from '@holdover/kernel';
import type { InvariantNumber } from './watch.ts';

/** A rule broken on purpose, in place of the module that keeps it. */
export interface Mutation {
  readonly invariant: InvariantNumber;
  readonly what: string;
  /** From the root of the repository. */
  readonly module: string;
  /** The first seed that showed it when this was written: played first, to save the others. */
  readonly seenBy: number;
  readonly exports: (original: Record<string, unknown>) => Record<string, unknown>;
}

/** What a function of the module does; the mutation says how its result differs. */
type Anything = (...args: never[]) => never;

function wrap(original: Record<string, unknown>, name: string, broken: (kept: Anything) => unknown): object {
  return { ...original, [name]: broken(original[name] as Anything) }; // a function by that name, or the test fails
}

/** One for each invariant at least: a simulator that lets one of these pass sees nothing. */
export const MUTATIONS: readonly Mutation[] = [
  {
    invariant: 1,
    what: 'a job is sent again although the printer may have taken it',
    module: 'packages/journal/src/recover-print.ts',
    seenBy: 10,
    exports: (original) => ({ ...original, mayResend: () => true }),
  },
  {
    invariant: 1,
    what: 'a page less is booked than was printed',
    module: 'apps/terminal/src/print/count-print.ts',
    seenBy: 2,
    exports: (original) => ({
      ...wrap(original, 'countPrint', (kept) => (...args: never[]) => {
        const count: { impressions: number } = kept(...args);
        return { ...count, impressions: Math.max(0, count.impressions - 1) };
      }),
    }),
  },
  {
    invariant: 2,
    what: 'what is cached never ends',
    module: 'packages/offline-login/src/validity.ts',
    seenBy: 88,
    exports: (original) => ({
      ...original,
      validUntil: ({ confirmedAt }: { confirmedAt: number }) => confirmedAt + days(3_650),
    }),
  },
  {
    invariant: 3,
    what: 'the server leaves out a record and goes on behind it',
    module: 'packages/journal/src/verify.ts',
    seenBy: 1,
    exports: (original) => ({
      ...wrap(original, 'verifyBatch', (kept) => (...args: never[]) => {
        const verified: { accepted: unknown[] } = kept(...args);
        return { ...verified, accepted: verified.accepted.length > 3 ? verified.accepted.slice(1) : verified.accepted };
      }),
    }),
  },
  {
    invariant: 4,
    what: 'a restart of the machine counts as a day of waiting',
    module: 'packages/offline-login/src/running-time.ts',
    seenBy: 107,
    exports: (original) => ({
      ...wrap(original, 'runOn', (kept) => (...args: never[]) => {
        const [before, now] = args as unknown as [{ seen: { bootId: string } | null }, { bootId: string }];
        const after: { total: number } = kept(...args);
        return before.seen?.bootId === now.bootId ? after : { ...after, total: after.total + hours(24) };
      }),
    }),
  },
  {
    invariant: 5,
    what: 'a terminal that was turned away some times stays away',
    module: 'packages/kernel/src/retry.ts',
    seenBy: 1,
    exports: (original) => ({
      ...wrap(original, 'retryDelay', (kept) => (...args: never[]) => {
        const [, attempt] = args as unknown as [unknown, number];
        return attempt > 1 ? days(365) : kept(...args);
      }),
    }),
  },
  {
    invariant: 6,
    what: 'a PIN goes to the server as it was typed',
    module: 'apps/terminal/src/session/stretched-secret.ts',
    seenBy: 1,
    exports: (original) => ({
      ...original,
      createStretcher: () => (secrets: readonly { method: string; text: string }[]) =>
        Promise.resolve(secrets.map(({ method, text }) => ({ method, bytes: utf8(text.padEnd(32)) }))),
    }),
  },
  {
    invariant: 7,
    what: 'every PIN and ID card is synchronized',
    module: 'packages/offline-login/src/synchronized-credentials.ts',
    seenBy: 1,
    exports: (original) => ({ ...original, synchronizedCredentials: (credentials: unknown) => credentials }),
  },
  {
    invariant: 8,
    what: 'the console forgets who could log in',
    module: 'packages/offline-login/src/explain.ts',
    seenBy: 19,
    exports: (original) => ({ ...original, waysIn: () => [] }),
  },
];
