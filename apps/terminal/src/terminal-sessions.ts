import type { Instant } from '@holdover/kernel';
import { asksServer } from '@holdover/offline-login';
import { openCards, type Cards } from './card-reader/open-cards.ts';
import { createRefusalJournal } from './journal/refusal-journal.ts';
import { openLogin, openThrottles, type LoginDesk } from './session/open-login.ts';
import type { PinThrottle } from './session/pin-throttle.ts';
import { createSessionKeeper, type SessionKeeper } from './session/session-keeper.ts';
import type { Ports } from './terminal-options.ts';
import { openWork, type Work, type WorkParts } from './terminal-work.ts';

/** Who is at the panel, how they got there, and what they do. */
export interface Sessions extends LoginDesk, Pick<Work, 'printing' | 'copyAndScan' | 'unlock' | 'delivery'> {
  readonly keeper: SessionKeeper;
  readonly cards: Cards;
  readonly pins: PinThrottle;
  /** D3: to be called every minute, so that a restart loses little of a wait. */
  noteRunningTime(): void;
  /** The trusted time; before anything told it, the machine's. */
  now(): Instant;
  close(): Promise<void>;
}

type Parts = Omit<WorkParts, 'keeper' | 'mode' | 'now'>;

export async function openSessions(ports: Ports, parts: Parts): Promise<Sessions> {
  const { clock, logger } = ports;
  const { stores, records, server } = parts;
  const { cache, journal, time, changes } = records;
  const mode = (): 'online' | 'offline' => (asksServer(server.link.mode()) ? 'online' : 'offline');

  const throttles = openThrottles(clock, stores, records);
  const { pins, throttle } = throttles;
  const refusals = createRefusalJournal({ journal, clock, logger, mode });
  const cards = openCards({ ...ports, onChanged: () => changes.notify() });
  const keeper = createSessionKeeper({
    journal,
    clock,
    logger,
    mode,
    idleTimeoutSeconds: () => cache.state()?.profile.idleTimeoutSeconds,
    stopJobs: (user) => work.stop(user),
    onChanged() {
      work.attend(keeper.current());
      changes.notify();
    },
  });
  const now = (): Instant => {
    const { from, at } = time.now();
    return from === 'untold' ? clock.wall() : at;
  };
  const work = await openWork(ports, { ...parts, keeper, mode, now });
  server.onUsersDisabled((users) => {
    keeper.usersDisabled(users);
    // B7: what they left behind in the line, too, and what is printed for them without a session.
    for (const user of users) work.stop(user);
  });
  obeyUnlockPin(parts, pins);
  return {
    keeper,
    cards,
    ...openLogin(ports, parts, { ...throttles, keeper, refusals, cards }),
    pins,
    noteRunningTime: () => throttles.noteRunningTime(),
    printing: work.printing,
    copyAndScan: work.copyAndScan,
    delivery: work.delivery,
    unlock: work.unlock,
    now,
    async close() {
      cards.close();
      await work.close();
      keeper.stop();
      await work.unlock.close();
      refusals.close();
      throttle.close();
      throttles.noteRunningTime();
    },
  };
}

function obeyUnlockPin({ server, records }: Parts, pins: PinThrottle): void {
  server.onUnlockPin((order) => {
    pins.unlock(order);
    records.changes.notify();
  });
}
