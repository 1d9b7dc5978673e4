import { elapsed, milliseconds, type Clock, type Duration } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { GatewayRefusal } from './json-exchange.ts';

export interface AdmissionOptions {
  /** How much is worked on at the same time. */
  readonly atOnce: number;
  /** How much more may be on its way in: being read, or waiting for its turn. */
  readonly mostWaiting: number;
  readonly clock: Pick<Clock, 'boot'>;
}

/** A request that was let in. */
export interface Admitted {
  /** Works as soon as its turn comes; first come, first served. */
  perform<T>(work: () => Promise<T>): Promise<T>;
  /** It has left, however it went. */
  leave(): void;
}

/**
 * Keeps heavy work from taking everything else down with it (C3).
 * Invariant: nobody waits longer than the work let in before takes; who is not let in is told when to come again.
 */
export interface Admission {
  /** Before anything of the request is read. @throws GatewayRefusal `overloaded` */
  enter(): Admitted;
}

/** Taken for a piece of work until the first was done. */
const FIRST_GUESS: Duration = milliseconds(50);
/** Of each piece of work in what the next is thought to take. */
const WEIGHT = 0.1;
const LONGEST_SECONDS = 60;

export function createAdmission({ atOnce, mostWaiting, clock }: AdmissionOptions): Admission {
  let inside = 0;
  let working = 0;
  let typical: number = FIRST_GUESS;
  const queue: (() => void)[] = [];

  const turn = (): Promise<void> => {
    if (working < atOnce) {
      working += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      queue.push(resolve);
    });
  };
  /** The place is handed on, not given back, so that nobody slips in between. */
  const endTurn = (): void => {
    const next = queue.shift();
    if (next === undefined) working -= 1;
    else next();
  };

  return {
    enter: () => {
      if (inside >= atOnce + mostWaiting) {
        // In this time everything inside now has left.
        const seconds = Math.ceil((inside * typical) / atOnce / 1_000);
        throw new GatewayRefusal('overloaded', 'Too much at once; try again', Math.min(LONGEST_SECONDS, seconds));
      }
      inside += 1;
      return {
        perform: async (work) => {
          await turn();
          const begun = clock.boot();
          try {
            return await work();
          } finally {
            typical += WEIGHT * (elapsed(begun, clock.boot()) - typical);
            endTurn();
          }
        },
        leave: () => {
          inside -= 1;
        },
      };
    },
  };
}

/**
 * Four pulls and four batches leave logins their part of the database's ten connections. What a fleet that returns sends in a second
 * finds room (A7); a body that is being read takes a place too, so this bounds memory as well.
 */
const HEAVY = { atOnce: 4, mostWaiting: 200 };

/** Documents that come in at the same time. Nobody waits with one in their hands: whoever sends them asks again. */
const UPLOADS = { atOnce: 8, mostWaiting: 0 };

/** C3: pulls and batches of the journal, and scans, each kind for itself. A login waits for none. */
export function createAdmissions(clock: Pick<Clock, 'boot'>): ReadonlyMap<string, Admission> {
  const heavy = [PATHS.state, PATHS.journal].map((path) => [path, createAdmission({ ...HEAVY, clock })] as const);
  return new Map([...heavy, [PATHS.scan, createAdmission({ ...UPLOADS, clock })]]);
}
