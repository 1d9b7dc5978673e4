import type { PanelLoginRequest } from '@holdover/api';
import { present } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { unknownPin, type SampleUser } from '../props/sample-users.ts';
import { hasOfflineLogin, type StagedDevice, type World } from '../world/world.ts';
import { notHeld } from './step.ts';

/** Who does what where: the first prints at the first device, the second shows a card at the second. */
export const pinUser = ({ users }: World): SampleUser => present(users[0], 'a sample user');
export const pinDevice = (world: World): StagedDevice => device(world, 0);
export const strangersDevice = (world: World): StagedDevice => device(world, 2);

/** Everything still stands. */
export async function logInOnline(world: World): Promise<string> {
  const user = pinUser(world);
  const where = pinDevice(world);
  const seen = await logIn(where, user, { request: { method: 'pin', pin: user.pin }, mode: 'online' });
  await where.panel.logout();
  return seen;
}

/** Stays logged in: this is who prints. */
export async function logInByPin(world: World): Promise<string> {
  const user = pinUser(world);
  return logIn(pinDevice(world), user, { request: { method: 'pin', pin: user.pin }, mode: 'offline' });
}

export async function logInByCard(world: World): Promise<string> {
  const user = present(world.users[1], 'a second sample user');
  const where = device(world, 1);
  const seen = await logIn(where, user, { request: { method: 'card', card: user.card }, mode: 'offline' });
  await where.panel.logout();
  return seen;
}

export async function refuseUnknownPin(world: World): Promise<string> {
  const where = strangersDevice(world);
  const answer = await where.panel.login({ method: 'pin', pin: unknownPin(world.users, createSystemEntropy()) });
  if ('session' in answer) throw notHeld(`${where.name} let a stranger in as ${answer.session.userName}`);
  if (answer.refusal.code !== 'unknown-credential') throw notHeld(`${where.name} answered ${answer.refusal.code}`);
  return `${where.name} answered ${answer.refusal.code}`;
}

interface Attempt {
  readonly request: PanelLoginRequest;
  /** The mode the session must have. */
  readonly mode: 'online' | 'offline';
}

async function logIn(where: StagedDevice, user: SampleUser, { request, mode: wanted }: Attempt): Promise<string> {
  const started = performance.now();
  const answer = await where.panel.login(request);
  const time = Math.round(performance.now() - started);
  if ('refusal' in answer) throw notHeld(`${where.name} answered ${answer.refusal.code}`);
  const { userName, mode } = answer.session;
  if (userName !== user.userName) throw notHeld(`${where.name} took ${user.userName} for ${userName}`);
  if (mode !== wanted) throw notHeld(`the session is ${mode}`);
  return `${userName} at ${where.name}, ${mode}, in ${time} ms`;
}

function device({ devices }: World, index: number): StagedDevice {
  return present(devices.filter(hasOfflineLogin)[index], `device ${index + 1} with offline login`);
}
