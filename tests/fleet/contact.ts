import { between, hours, instant, minutes, seconds, type Instant } from '@holdover/kernel';
import type { Station, World } from './world.ts';

/** What is on its way arrives, and a doorbell is followed, within this. */
const SOON = seconds(20);

/**
 * Looks at every terminal from outside and notes what it can know: called before and after each step, and wherever a fault
 * begins. Between two looks nothing but what the story did has changed.
 */
export function lookAround(world: World): void {
  for (const station of world.stations) look(world, station);
}

function look(world: World, station: Station): void {
  const now = world.time.now();
  if (isPassable(world, station)) {
    station.heardAt = now;
    station.uncounted = 0;
    station.uncertainSince = null;
  }
  if (!isWell(world, station)) station.wellSince = null;
  else station.wellSince ??= now;
  const isOnline = station.node.running?.server.link.mode() === 'online';
  if (isOnline && station.wellSince !== null && between(station.wellSince, now) >= SOON) {
    station.knowsUntil = instant(now - SOON);
  }
}

/** Something could have come through. */
export function isPassable(world: World, { node, number }: Station): boolean {
  return (
    isServing(world) &&
    node.machine.life?.awake === true &&
    world.network.line(`terminal-${number}`).faults.state !== 'cut'
  );
}

/** Nothing at all keeps it from its server. */
export function isWell(world: World, { node, number, disputed, isFull }: Station): boolean {
  const { state, requestsLost, answersLost, framesLost, duplicated, reordered, instead, delay } = world.network.line(
    `terminal-${number}`,
  ).faults;
  const clean = requestsLost + answersLost + framesLost + duplicated + reordered + instead.share === 0;
  const quick = delay.most <= seconds(1);
  return (
    isServing(world) &&
    node.running !== undefined &&
    node.machine.life?.awake === true &&
    state === 'up' &&
    clean &&
    quick &&
    !disputed &&
    !isFull
  );
}

export function isServing({ server }: World): boolean {
  return server.running !== undefined && server.machine.life?.awake === true;
}

/** How long, at least, its trusted time says that it heard nothing of its server. */
export function countedSilence({ heardAt, uncounted }: Station, now: Instant): number {
  return Math.max(0, between(heardAt, now) - uncounted);
}

/** Clocks and network have their small differences. */
export const TOLERANCE = minutes(3);

export function validFor(station: Station): number {
  return hours(station.node.running?.records.cache.state()?.settings.cacheHours ?? 0);
}
