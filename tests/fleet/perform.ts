import { minutes } from '@holdover/kernel';
import { administer } from './administrators.ts';
import { isServing } from './contact.ts';
import { printAll, queue, send } from './jobs.ts';
import { breakLine } from './line-faults.ts';
import { flood, logIn, logOut } from './log-in.ts';
import { clone, crashAtCommit, cutPower, kill, restoreImage, skew, suspend, takeImage } from './machines.ts';
import { breakPrinter } from './printer-faults.ts';
import type { Action, AdminAction, Disturbance, PersonAction } from './step.ts';
import type { Person } from './people.ts';
import { ADMINISTRATORS, DISTURBANCES } from './write-story.ts';
import type { Station, World } from './world.ts';

/** Does what a step says. @returns what came of it, for the trace */
export async function perform(world: World, action: Action): Promise<string> {
  if (isAdminAction(action)) return isServing(world) ? administerIn(world, action) : 'nobody answers';
  return isDisturbance(action) ? disturb(world, action) : act(world, action);
}

function isAdminAction(action: Action): action is AdminAction {
  return action.do in ADMINISTRATORS;
}

function isDisturbance(action: Action): action is Disturbance {
  return action.do in DISTURBANCES;
}

async function act(world: World, action: PersonAction): Promise<string> {
  if (action.do === 'queue') return queue(world, person(world, action.who), action.pages);
  const here = station(world, action.at);
  switch (action.do) {
    case 'login':
      return logIn(world, here, { ...action, who: person(world, action.who) });
    case 'flood':
      world.count(action.do);
      return flood(world, here, action.tries);
    case 'logout':
      return logOut(here);
    case 'send':
      return send(world, here, person(world, action.who), action.pages);
    case 'print':
      return printAll(world, here);
  }
}

/** Mending is no fault. */
const MENDS: ReadonlySet<Disturbance['do']> = new Set(['heal-line', 'heal-printer', 'free', 'thaw', 'image'] as const);

function disturb(world: World, action: Disturbance): string {
  if (!MENDS.has(action.do)) world.count('fault' in action ? `${action.do}-${action.fault}` : action.do);
  switch (action.do) {
    case 'kill':
      return kill(world, machineAt(world, action.at));
    case 'crash':
      return crashAtCommit(world, machineAt(world, action.at), action.commit, action.moment);
    case 'power-cut':
      return cutPower(world, machineAt(world, action.at), minutes(action.forMinutes), action.clockless);
    case 'skew':
      return skew(world, machineAt(world, action.at), minutes(action.byMinutes));
    default:
      return disturbStation(world, station(world, action.at), action);
  }
}

type StationDisturbance = Exclude<Disturbance, { do: 'kill' | 'crash' | 'power-cut' | 'skew' }>;

function disturbStation(world: World, here: Station, action: StationDisturbance): string {
  const { machine, disk, printer } = here.node;
  const line = world.network.line(`terminal-${here.number}`);
  switch (action.do) {
    case 'line':
      breakLine(line, action.fault);
      return 'broken';
    case 'heal-line':
      line.heal();
      return 'healed';
    case 'suspend':
      return suspend(world, here, minutes(action.forMinutes));
    case 'freeze':
      here.clockMoved = true;
      machine.freezeWall();
      return 'frozen';
    case 'thaw':
      machine.thawWall();
      return 'thawed';
    case 'fill':
      here.isFull = true;
      disk.fill();
      return 'full';
    case 'free':
      here.isFull = false;
      disk.free();
      return 'free';
    case 'image':
      return takeImage(here);
    case 'restore':
      return restoreImage(world, here);
    case 'clone':
      return clone(world, here);
    case 'printer':
      breakPrinter(printer, action.fault);
      return 'broken';
    case 'heal-printer':
      printer.heal();
      return 'healed';
  }
}

function machineAt(world: World, at: number | 'server'): Station | 'server' {
  return at === 'server' ? at : station(world, at);
}

async function administerIn(world: World, action: AdminAction): Promise<string> {
  const { server, time, people, fixture, orders, stations, newSecret } = world;
  const result = await administer(
    {
      api: server.api,
      now: () => time.now(),
      people,
      devices: fixture.devices.map(({ id }) => id),
      profile: fixture.profile,
      orders,
      groups: fixture.groups,
      newSecret,
      onUnlocked: (at) => stations[at % stations.length]?.pins.unlocked(time.now()),
    },
    action,
  );
  world.mostUsers = Math.max(world.mostUsers, orders.mostUsers);
  const { pinAttempts, pinRefillMinutes } = orders.authentication;
  for (const { pins } of stations) pins.policy(time.now(), pinAttempts, pinRefillMinutes);
  return result;
}

function station({ stations }: World, at: number): Station {
  return stations[at % stations.length] as Station; // a fleet of at least one
}

function person({ people }: World, who: number): Person {
  return people[who % people.length] as Person; // a cast of at least one
}
