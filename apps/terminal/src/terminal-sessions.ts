import { minutes } from '@holdover/kernel';
import { asksServer } from '@holdover/offline-login';
import { createActivityJournal, type ActivityJournal } from './journal/activity-journal.ts';
import { createRefusalJournal } from './journal/refusal-journal.ts';
import type { JobsPort } from './panel-api/jobs-port.ts';
import { createAskServer } from './session/ask-server.ts';
import { createAttemptThrottle } from './session/attempt-throttle.ts';
import { createLoginFlow, type LoginFlow } from './session/login-flow.ts';
import { createPinThrottle, type PinThrottle } from './session/pin-throttle.ts';
import { createSessionKeeper, type SessionKeeper } from './session/session-keeper.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import type { Ports } from './terminal-options.ts';
import type { Records } from './terminal-records.ts';
import type { ServerSide } from './terminal-server-side.ts';

/** Who is at the panel, how they got there, and what they do. */
export interface Sessions {
  readonly keeper: SessionKeeper;
  readonly logIn: LoginFlow;
  readonly pins: PinThrottle;
  readonly activities: ActivityJournal;
  readonly jobs: JobsPort;
  close(): void;
}

interface Parts {
  readonly stores: TerminalStores;
  readonly records: Records;
  readonly server: ServerSide;
}

export function openSessions(ports: Ports, { stores, records, server }: Parts): Sessions {
  const { clock, entropy, digest, logger, stretch, hooks } = ports;
  const { cache, journal, time, changes } = records;
  const mode = (): 'online' | 'offline' => (asksServer(server.link.mode()) ? 'online' : 'offline');

  const pins = createPinThrottle({
    clock,
    database: stores.journal,
    policy: () => {
      const settings = cache.state()?.settings;
      return settings && { pinAttempts: settings.pinAttempts, pinRefill: minutes(settings.pinRefillMinutes) };
    },
  });
  const throttle = createAttemptThrottle(pins, clock);
  const refusals = createRefusalJournal(journal, clock, mode);
  const keeper = createSessionKeeper({
    journal,
    clock,
    logger,
    mode,
    idleTimeoutSeconds: () => cache.state()?.profile.idleTimeoutSeconds,
    stopJobs: (user) => jobs.stop(user),
    onChanged: changes.notify,
  });
  const activities = createActivityJournal({
    journal,
    clock,
    entropy,
    hooks,
    onBegan: keeper.activityBegan,
    onEnded: keeper.activityEnded,
  });
  const jobs: JobsPort = {
    list: () => [],
    print: () => Promise.resolve({ outcome: 'not-found' }),
    cancel: () => Promise.resolve({ outcome: 'not-found' }),
    remove: () => Promise.resolve({ outcome: 'not-found' }),
    stop: () => undefined,
    subscribe: () => () => undefined,
  };
  const logIn = createLoginFlow({
    cache,
    denied: server.denyList.denied,
    link: server.link,
    askServer: createAskServer({ client: server.client, link: server.link, clock, entropy }),
    sessions: keeper,
    throttle,
    journal,
    refusals,
    time,
    stretch,
    clock,
    entropy,
    digest,
    logger,
    onNewerGeneration: () => server.synchronizer.request('reset'),
  });
  server.onUsersDisabled((users) => keeper.usersDisabled(users));
  server.onUnlockPin((order) => {
    pins.unlock(order);
    changes.notify();
  });
  jobs.subscribe(changes.notify);
  return {
    keeper,
    logIn,
    pins,
    activities,
    jobs,
    close() {
      keeper.stop();
      refusals.close();
      throttle.close();
      pins.persist();
    },
  };
}
