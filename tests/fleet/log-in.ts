import { hours, seconds, type Instant } from '@holdover/kernel';
import type { OpenTerminal } from '@holdover/terminal';
import { countedSilence, lookAround, TOLERANCE, validFor } from './contact.ts';
import { foretold, type Foretold } from './foretold.ts';
import { passTime } from './pass-time.ts';
import { everHeld, newestOf, type Person, type Secret } from './people.ts';
import type { LoginBy } from './step.ts';
import type { Station, World } from './world.ts';

type Attempt = Parameters<OpenTerminal['sessions']['logIn']>[0];
type Outcome = Awaited<ReturnType<OpenTerminal['sessions']['logIn']>>;

/** An online login may wait for its server, then asks the cache. */
const PATIENCE = seconds(5);

interface Told {
  readonly person: Person | undefined;
  /** What was typed and swiped. */
  readonly texts: readonly string[];
  readonly hasPin: boolean;
  readonly method: LoginBy;
}

/** Somebody tries to log in; whatever comes of it is held against what may come of it. */
export async function logIn(
  world: World,
  station: Station,
  { who, by, nth, slip }: { readonly who: Person; readonly by: LoginBy; readonly nth: number; readonly slip: boolean },
): Promise<string> {
  const pins = everHeld(who, 'pin');
  const cards = everHeld(who, 'card');
  const pin = pins[nth % Math.max(1, pins.length)]?.text;
  const card = cards[nth % Math.max(1, cards.length)]?.text;
  const typed = pin === undefined || !slip ? pin : slipped(pin, nth);
  const attempt = attemptOf(by, typed, card);
  if (attempt === undefined) return 'has none';
  const texts = [attempt.method === 'card' ? [] : [typed], attempt.method === 'pin' ? [] : [card]].flat();
  return tryLogIn(world, station, attempt, {
    person: slip ? undefined : who,
    texts: texts.filter((text) => text !== undefined),
    hasPin: by === 'pin',
    method: by,
  });
}

export function logOut({ node: { running } }: Station): string {
  const session = running?.sessions.keeper.current();
  if (session === undefined) return 'nobody is there';
  running?.sessions.keeper.logout(session.id);
  return 'out';
}

/** Somebody without any idea of a PIN. */
export async function flood(world: World, station: Station, tries: number): Promise<string> {
  const told: string[] = [];
  for (let count = 0; count < tries; count++) {
    const pin = `9${String(world.dice.roll(1e9)).padStart(9, '0')}4200`;
    told.push(
      await tryLogIn(
        world,
        station,
        { method: 'pin', pin },
        { person: undefined, texts: [pin], hasPin: true, method: 'pin' },
      ),
    );
  }
  return told.join(' ');
}

function attemptOf(by: LoginBy, pin: string | undefined, card: string | undefined): Attempt | undefined {
  if (by === 'pin') return pin === undefined ? undefined : { method: by, pin };
  if (by === 'card') return card === undefined ? undefined : { method: by, card };
  return pin === undefined || card === undefined ? undefined : { method: by, card, pin };
}

/** One digit off. */
function slipped(pin: string, nth: number): string {
  const at = 3 + nth;
  const digit = (Number(pin[at]) + 1) % 10;
  return `${pin.slice(0, at)}${digit}${pin.slice(at + 1)}`;
}

async function tryLogIn(world: World, station: Station, attempt: Attempt, told: Told): Promise<string> {
  const terminal = station.node.running;
  if (terminal === undefined || station.node.machine.life?.awake !== true) return 'nobody answers';
  const expected = await foretold(world, station, told);
  const outcome = await outcomeOf(world, terminal, attempt);
  lookAround(world);
  if (outcome === undefined) return 'no answer';
  if (station.node.running !== terminal) return 'cut short';
  if (told.hasPin) weighTokens(world, station, outcome);
  if (outcome.outcome === 'opened') weighGrant(world, station, told, outcome.session);
  if (expected !== undefined) weighForetelling(world, station, { expected, outcome, told });
  if (outcome.outcome === 'opened') return `opened ${outcome.session.mode}`;
  return outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome;
}

async function outcomeOf(world: World, terminal: OpenTerminal, attempt: Attempt): Promise<Outcome | undefined> {
  let outcome: Outcome | undefined;
  terminal.sessions.logIn(attempt).then(
    (came) => {
      outcome = came;
    },
    () => undefined, // the terminal lost its power, or its disk, on the way
  );
  await passTime(world, seconds(0));
  if (outcome === undefined) await passTime(world, PATIENCE);
  return outcome;
}

/** Invariant 4. A token is taken before the PIN is checked: whoever was not told to wait has spent one. */
function weighTokens({ time, watch }: World, { pins, number }: Station, outcome: Outcome): void {
  const now = time.now();
  if (outcome.outcome === 'opened') pins.succeeded(now);
  if (outcome.outcome !== 'refused') return;
  const { code } = outcome.refusal;
  if (code === 'locked' || code === 'method-not-allowed' || code === 'offline-login-unavailable') return;
  if (!pins.failed(now)) watch.broken(4, `terminal-${number} checked a PIN without a token (${pins.level.toFixed(2)})`);
}

type Opened = Extract<Outcome, { outcome: 'opened' }>['session'];

/** Invariant 2. */
function weighGrant(world: World, station: Station, told: Told, session: Opened): void {
  const { time, watch, people } = world;
  const now = time.now();
  const name = `terminal-${station.number}`;
  const user = people.find(({ id }) => id === session.user.id);
  if (user === undefined) return watch.broken(2, `${name} let in somebody unknown`);
  const mine = told.texts.map((text) => newestOf(user, text));
  if (mine.includes(undefined)) return watch.broken(2, `${name} let in ${user.userName} with what was never theirs`);
  const isVague = user.vague || mine.some((secret) => secret?.vague === true);
  const barredSince = earliest([user.barredSince, ...mine.map((secret) => secret?.takenAt ?? null)]);
  const known = session.mode === 'online' ? now : station.knowsUntil;
  if (!isVague && barredSince !== null && barredSince < known)
    watch.broken(
      2,
      `${name} let in ${user.userName} ${session.mode}, barred ${(known - barredSince) / 1_000} s before it knew`,
    );
  if (session.mode === 'online' || station.disputed || world.serverClockMoved) return;
  weighEnds(world, station, { user, mine, now });
}

function weighEnds(
  { watch }: World,
  station: Station,
  { user, mine, now }: { readonly user: Person; readonly mine: readonly (Secret | undefined)[]; readonly now: Instant },
): void {
  const name = `terminal-${station.number}`;
  const silence = countedSilence(station, now);
  if (silence > validFor(station) + TOLERANCE)
    watch.broken(2, `${name} let in ${user.userName} after ${(silence / hours(1)).toFixed(2)} h without its server`);
  const ended = mine.find((secret) => (secret?.endsAt ?? Infinity) + station.uncounted + TOLERANCE < now);
  if (ended !== undefined) watch.broken(2, `${name} let in ${user.userName} with a credential past its end`);
  const { uncertainSince } = station;
  const most = hours(station.node.running?.records.cache.state()?.settings.uncertainHours ?? 0);
  if (uncertainSince !== null && now - uncertainSince > most + TOLERANCE)
    watch.broken(2, `${name} let in ${user.userName} after ${(now - uncertainSince) / hours(1)} h of uncertain time`);
}

function earliest(times: readonly (Instant | null)[]): Instant | null {
  return times.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
}

/** Invariant 8. */
function weighForetelling(
  { watch, time }: World,
  { number }: Station,
  { expected, outcome, told }: { readonly expected: Foretold; readonly outcome: Outcome; readonly told: Told },
): void {
  const code = outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome;
  if (code === 'locked' || code === 'busy' || code === 'ended' || code === 'offered' || code === 'not-recorded') return;
  if (code === 'journal-full') return;
  // A card that was given to somebody else opens, as theirs.
  const isIn = outcome.outcome === 'opened' && outcome.session.user.id === told.person?.id;
  for (const source of ['offline-users', 'explain'] as const) {
    if (isIn === expected[source]) continue;
    const said = `terminal-${number} said ${code} to ${told.person?.userName} by ${told.method} at ${time.now()}`;
    watch.broken(8, `${said}; ${source} said ${expected[source]}`);
  }
}
