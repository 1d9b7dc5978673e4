import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getServicePin, listProfiles, patchProfile } from '@holdover/api';
import { createMemoryLogger } from '@holdover/testbed';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';

const EVA = { userName: 'eva', pin: '480261' };
const NEW_CARD = '04D1CE55';

const scratch = scratchFolder('own');
const logger = createMemoryLogger();
let fleet: Fleet;
let station: StationRunning;

beforeAll(async () => {
  fleet = await startFleet({ dir: scratch.path, logger });
  await fleet.addPerson(EVA);
  const { items } = await fleet.api.call(listProfiles, { query: {} });
  const [profile] = items;
  if (profile === undefined) throw new TypeError('a fleet has a profile');
  await fleet.api.call(patchProfile, { params: { id: profile.id }, body: { cardRegistration: true } });
  station = await fleet.run(await fleet.addStation());
  await fleet.synchronize([station], [EVA]);
});

afterAll(async () => {
  await fleet.close();
  scratch.remove();
});

interface Answered {
  readonly status: number;
  readonly body: { readonly code?: string; readonly pin?: string; readonly token?: string; readonly reason?: string };
}

async function call(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(new URL(`api/${path}`, station.terminal.panelUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

const byPin = (pin = EVA.pin) => ({ method: 'pin', pin });
const byCard = { method: 'card', card: NEW_CARD };
const logOut = () => call('logout', {});

test('[E10] an unknown card becomes the card of who proves who they are, and opens offline too', async () => {
  expect((await call('login', byCard)).body.code).toBe('unknown-credential');
  const wrong = await call('register-card', { card: NEW_CARD, proof: byPin('975310') });
  expect(wrong.body.code).toBe('unknown-credential');
  expect((await call('register-card', { card: NEW_CARD, proof: byPin() })).status).toBe(200);
  await logOut();
  fleet.cable.set(false);
  expect((await call('login', byCard)).status).toBe(200);
  await logOut();
  const offline = await call('register-card', { card: '04FFFFFF', proof: byPin() });
  expect(offline).toMatchObject({ status: 409, body: { code: 'not-available', reason: 'needs-print-server' } });
  fleet.cable.set(true);
  await waitUntil('the link to be back', () => station.terminal.link() === 'online');
});

test('[E10] a changed PIN is shown once and opens from then on', async () => {
  await call('login', byPin());
  const { status, body } = await call('change-pin', { proof: byPin() });
  expect([status, body.pin]).toEqual([200, expect.stringMatching(/^\d{6,}$/)]);
  await logOut();
  expect((await call('login', byPin(body.pin))).status).toBe(200);
  await logOut();
  expect(logger.text()).not.toContain(body.pin);
});

test('[P6b] the service PIN that the console shows opens the service page of the device', async () => {
  const { servicePin } = await fleet.api.call(getServicePin, { params: { id: station.id } });
  const { body } = await call('service/login', { pin: servicePin });
  const printed = await call('service/test-page', {}, { 'holdover-service': body.token ?? '' });
  expect(printed.status).toBe(202);
  await waitUntil('the page to be out', () => existsSync(join(station.printer.outDir, 'printed.jsonl')));
  expect(await readFile(join(station.printer.outDir, 'printed.jsonl'), 'utf8')).toContain(
    '"jobName":"Holdover test page"',
  );
  expect(logger.text()).not.toContain(servicePin);
});
