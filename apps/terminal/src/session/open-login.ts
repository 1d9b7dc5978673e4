import { minutes, type Clock } from '@holdover/kernel';
import type { Cards } from '../card-reader/open-cards.ts';
import type { RefusalJournal } from '../journal/refusal-journal.ts';
import { createCredentialsClient } from '../own-credentials/credentials-client.ts';
import { createOwnCredentials, type OwnCredentials } from '../own-credentials/own-credentials.ts';
import type { TerminalStores } from '../store/terminal-stores.ts';
import type { Ports } from '../terminal-options.ts';
import type { Records } from '../terminal-records.ts';
import type { ServerSide } from '../terminal-server-side.ts';
import { createAskServer } from './ask-server.ts';
import { createAttemptThrottle, type AttemptThrottle } from './attempt-throttle.ts';
import { createCardThrottle } from './card-throttle.ts';
import { createLoginFlow, type LoginFlow } from './login-flow.ts';
import { createNamedAttempts, type NamedAttempts } from './named-attempts.ts';
import { createTurns } from './one-at-a-time.ts';
import { createPinThrottle, type PinThrottle } from './pin-throttle.ts';
import type { SessionKeeper } from './session-keeper.ts';

export interface Throttles {
  readonly pins: PinThrottle;
  readonly named: NamedAttempts;
  readonly throttle: AttemptThrottle;
  noteRunningTime(): void;
}

/** D3. */
export function openThrottles(
  clock: Clock,
  { journal: database }: TerminalStores,
  { cache, changes }: Records,
): Throttles {
  const pins = createPinThrottle({
    clock,
    database,
    policy: () => {
      const settings = cache.state()?.settings;
      return settings && { pinAttempts: settings.pinAttempts, pinRefill: minutes(settings.pinRefillMinutes) };
    },
  });
  changes.subscribe(() => pins.heedSettings());
  const named = createNamedAttempts(clock, database);
  const cards = createCardThrottle(clock, database);
  return {
    pins,
    named,
    throttle: createAttemptThrottle({ pins, cards, clock }),
    noteRunningTime() {
      pins.persist();
      named.persist();
    },
  };
}

interface Parts {
  readonly records: Records;
  readonly server: ServerSide;
}

interface LoginParts extends Pick<Throttles, 'named' | 'throttle'> {
  readonly cards: Cards;
  readonly keeper: SessionKeeper;
  readonly refusals: RefusalJournal;
}

/** Who may log in, and what people do for themselves. */
export interface LoginDesk {
  readonly logIn: LoginFlow;
  readonly own: OwnCredentials;
}

export function openLogin(
  ports: Ports,
  { records, server }: Parts,
  { keeper, named, throttle, refusals, cards }: LoginParts,
): LoginDesk {
  const { cache, journal, time } = records;
  const { link, client, denyList, synchronizer } = server;
  const options = {
    ...ports,
    cache,
    journal,
    time,
    link,
    throttle,
    refusals,
    named,
    cards,
    inTurn: createTurns(),
    sessions: keeper,
    denied: () => denyList.denied(),
    onNewerGeneration: () => synchronizer.request('reset'),
  };
  return {
    logIn: createLoginFlow({ ...options, askServer: createAskServer({ ...ports, client, link }) }),
    own: createOwnCredentials({ ...options, client: createCredentialsClient(ports.wire) }),
  };
}
