import type { PanelLoginRequest } from '@holdover/api';
import { present } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { unknownPin, type SampleUser } from '../props/sample-users.ts';
import { waitUntil } from '../wait-until.ts';
import { hasOfflineLogin, type StagedDevice, type World } from '../world/world.ts';
import { notHeld, PATIENCE } from './step.ts';

/** Who does what where: the first prints at the first device, the second shows a card at the second. */
export const pinUser = ({ users }: World): SampleUser => present(users[0], 'a sample user');
export const pinDevice = (world: World): StagedDevice => device(world, 0);
export const strangersDevice = (world: World): StagedDevice => device(world, 2);

/** Everything still stands. A server too slow for D1's deadline is passed by, so a busy machine is given further tries. */
export async function logInOnline(world: World): Promise<string> {
  const user = pinUser(world);
  const where = pinDevice(world);
  return waitUntil('the server to answer a login in time', PATIENCE, async () => {
    const { mode, detail } = await logIn(where, user, { method: 'pin', pin: user.pin });
    await where.panel.logout();
    return mode === 'online' ? detail : undefined;
  });
}

/** Stays logged in: this is who prints. */
export async function logInByPin(world: World): Promise<string> {
  const user = pinUser(world);
  return logInOffline(pinDevice(world), user, { method: 'pin', pin: user.pin });
}

export async function logInByCard(world: World): Promise<string> {
  const user = present(world.users[1], 'a second sample user');
  const where = device(world, 1);
  const seen = await logInOffline(where, user, { method: 'card', card: user.card });
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

async function logInOffline(where: StagedDevice, user: SampleUser, request: PanelLoginRequest): Promise<string> {
  const { mode, detail } = await logIn(where, user, request);
  if (mode !== 'offline') throw notHeld(`the session is ${mode}`);
  return detail;
}

async function logIn(
  where: StagedDevice,
  user: SampleUser,
  request: PanelLoginRequest,
): Promise<{ readonly mode: 'online' | 'offline'; readonly detail: string }> {
  const started = performance.now();
  const answer = await where.panel.login(request);
  const time = Math.round(performance.now() - started);
  if ('refusal' in answer) throw notHeld(`${where.name} answered ${answer.refusal.code}`);
  const { userName, mode } = answer.session;
  if (userName !== user.userName) throw notHeld(`${where.name} took ${user.userName} for ${userName}`);
  return { mode, detail: `${userName} at ${where.name}, ${mode}, in ${time} ms` };
}

function device({ devices }: World, index: number): StagedDevice {
  return present(devices.filter(hasOfflineLogin)[index], `device ${index + 1} with offline login`);
}
