import { minutes, type Duration } from '@holdover/kernel';
import { breakLine } from './line-faults.ts';
import { startLater } from './pass-time.ts';
import { terminalFor, type Station, type World } from './world.ts';

/** Ends a program without a word; what watches over it starts it again. */
export function kill(world: World, at: Station | 'server'): string {
  const { machine } = nodeOf(world, at);
  if (machine.life === undefined) return 'does not run';
  machine.kill();
  restart(world, at);
  return 'killed';
}

/** Pulls the plug at one of the next commits. */
export function crashAtCommit(
  world: World,
  at: Station | 'server',
  commit: number,
  moment: 'before' | 'after',
): string {
  const { machine, disk } = nodeOf(world, at);
  const disarm = disk.crashAtCommit(commit, moment, () => {
    if (machine.life === undefined) return;
    world.trace.note(`crash of ${nameOf(at)} ${moment} its commit`);
    world.count(`crash-${moment}-commit`);
    machine.kill();
    restart(world, at);
  });
  world.armed.push(disarm);
  return 'armed';
}

export function cutPower(world: World, at: Station | 'server', length: Duration, clockless: boolean): string {
  const { machine } = nodeOf(world, at);
  if (machine.state === 'off') return 'is off';
  machine.powerOff();
  if (at !== 'server') at.pins.running(world.time.now(), false);
  world.time.after(length, () => {
    if (machine.state !== 'off') return;
    // Without its battery a server would date what it does with 1970: it has one.
    machine.powerOn({ clockless: clockless && at !== 'server' });
    if (at !== 'server') notePowerCut(world, at, length, clockless);
    restart(world, at);
  });
  return `off for ${length / minutes(1)} min`;
}

/** What no clock of the terminal can know of the time it was off. */
function notePowerCut(world: World, station: Station, length: Duration, clockless: boolean): void {
  station.pins.running(world.time.now(), true);
  if (clockless || station.clockMoved) station.uncounted += length;
  if (clockless) station.uncertainSince ??= world.time.now();
}

/** What watches over the program starts it, unless it runs again already. */
export function restart(world: World, at: Station | 'server'): void {
  startLater(world, async () => {
    const { machine, start } = at === 'server' ? world.server : at.node;
    if (machine.state === 'on' && machine.life === undefined) await start();
  });
}

export function suspend(world: World, { node: { machine } }: Station, length: Duration): string {
  if (machine.state !== 'on') return `is ${machine.state}`;
  machine.suspend();
  world.time.after(length, () => {
    if (machine.state === 'asleep') machine.resume();
  });
  return `asleep for ${length / minutes(1)} min`;
}

export function skew(world: World, at: Station | 'server', by: Duration): string {
  nodeOf(world, at).machine.skewWall(by);
  if (at === 'server') world.serverClockMoved = true;
  else at.clockMoved = true;
  return `by ${by / minutes(1)} min`;
}

/** A copy of all that lies on its disk, as a backup or a thief would take it. */
export function takeImage(station: Station): string {
  const { disk, documents } = station.node;
  station.image = { disk: disk.image(), documents: documents.image() };
  return 'taken';
}

/** The disk as it was: its journal goes back, and so do its bucket and what it was told of leavers. */
export function restoreImage(world: World, station: Station): string {
  const { image, node } = station;
  if (image === undefined || node.machine.state !== 'on') return 'none';
  node.machine.kill();
  node.disk.restore(image.disk);
  node.documents.restore(image.documents);
  station.disputed = true;
  station.pins.restored();
  restart(world, station);
  return 'restored';
}

/** Long enough for both to write journals; the two take the link from each other every few seconds. */
const CLONED_FOR = minutes(40);

/** A second machine with the same disk and the same certificate. */
export function clone(world: World, station: Station): string {
  const name = `clone-${station.number}-${world.clones.length}`;
  const twin = terminalFor(world, station.number, name);
  twin.disk.restore(station.node.disk.image());
  twin.documents.restore(station.node.documents.image());
  world.clones.push(twin);
  station.disputed = true;
  breakLine(world.network.line(name), 'reset');
  startLater(world, async () => {
    if (twin.machine.state === 'on') await twin.start();
  });
  world.time.after(CLONED_FOR, () => {
    if (twin.machine.state === 'on') twin.machine.powerOff();
  });
  return 'cloned';
}

export function nodeOf({ server }: World, at: Station | 'server'): Pick<Station['node'], 'machine' | 'disk'> {
  return at === 'server' ? server : at.node;
}

function nameOf(at: Station | 'server'): string {
  return at === 'server' ? 'server' : `terminal-${at.number}`;
}
