import { join } from 'node:path';
import {
  approveCertificate,
  createQueue,
  getDevice,
  getJob,
  listActivities,
  listJobs,
  releaseJob,
  type Activity,
  type Job,
  type PanelJob,
} from '@holdover/api';
import { readPrinted, sampleDocument, sendDocument } from '@holdover/demo';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type Station, type StationRunning } from '../support/fleet.ts';

const ADA = { userName: 'ada', pin: '482915' };
const PAGES = 3;

const scratch = scratchFolder('server-jobs');
let fleet: Fleet;
let station: StationRunning;

beforeAll(async () => {
  fleet = await startFleet({ dir: join(scratch.path, 'fleet') });
  await fleet.addPerson(ADA);
  station = await fleet.run(await fleet.addStation());
  await fleet.synchronize([station], [ADA]);
  await linkIs('online');
  await fleet.api.call(createQueue, {
    body: { path: 'walk-up', name: 'Walk-up', kind: 'pull', ownerFrom: 'user-name' },
  });
  await fleet.api.call(createQueue, {
    body: { path: 'floor', name: 'Floor', kind: 'direct', ownerFrom: 'user-name', deviceId: station.id },
  });
});

afterAll(async () => {
  await fleet.close();
  scratch.remove();
});

test('[G1h] a job of the server is released at a device, and counted once', async () => {
  await send(fleet.server.queueUri('walk-up'), 'Minutes');
  await login();
  const job = await listed(({ waits }) => waits === 'server');
  expect(job).toMatchObject({ name: 'Minutes', available: true, pages: PAGES, state: 'held' });
  await station.panel.print([job.id]);
  await listed(({ id, state }) => id === job.id && state === 'printed');
  await station.panel.logout();
  const activity = await booked(1);
  expect(activity).toMatchObject({ outcome: 'completed', impressions: PAGES, mode: 'online', userName: 'ada' });
  expect(activity.sessionId).not.toBeNull();
  await jobIs(job.id, 'completed');
  expect(await printed()).toMatchObject([{ jobName: activity.id, userName: 'ada', impressions: PAGES }]);
});

test('[G1i] a job of a direct queue is printed without anybody there', async () => {
  await send(fleet.server.queueUri('floor'), 'Order');
  const activity = await booked(2);
  expect(activity).toMatchObject({ outcome: 'completed', impressions: PAGES, sessionId: null, userName: 'ada' });
  const { items } = await fleet.api.call(listJobs, { query: { over: 'true' } });
  expect(items.find(({ name }) => name === 'Order')).toMatchObject({ state: 'completed', impressions: PAGES });
});

test('[G1i] an administrator sends a job that waits to a device', async () => {
  await send(fleet.server.queueUri('walk-up'), 'Letter');
  const job = await found('Letter');
  await fleet.api.call(releaseJob, { params: { id: job.id }, body: { deviceId: station.id } });
  await booked(3);
  await jobIs(job.id, 'completed');
});

test('[G1k] the server knows the device’s printer, and what waits in its spool', async () => {
  await send(station.terminal.queueUri, 'Here');
  const job = await found('Here');
  expect(job).toMatchObject({ waitsAt: 'device', state: 'held', ownerName: 'ada', pages: PAGES, deviceId: station.id });
  const { printer } = await fleet.api.call(getDevice, { params: { id: station.id } });
  expect(printer).toMatchObject({ uri: station.printer.uri, certificate: null });
  expect(printer?.formats).toContain('application/pdf');
});

test('[G1g] without the server its jobs are shown as unavailable, those of the device are printed', async () => {
  await send(fleet.server.queueUri('walk-up'), 'There');
  await login();
  await listed(({ name }) => name === 'There');
  fleet.cable.set(false);
  await linkIs('offline');
  const jobs = await station.panel.jobs();
  expect(jobs.map(({ name, available, reason }) => [name, available, reason])).toEqual([
    ['There', false, 'needs-print-server'],
    ['Here', true, undefined],
  ]);
  await station.panel.print(jobs.filter(({ available }) => available).map(({ id }) => id));
  await listed(({ name, state }) => name === 'Here' && state === 'printed');
  fleet.cable.set(true);
  await linkIs('online');
  await listed(({ name, available }) => name === 'There' && available);
  expect(await booked(4)).toMatchObject({ mode: 'offline', outcome: 'completed', impressions: PAGES });
  await station.panel.logout();
});

test('[G4f] a printer over ipps is printed to once its certificate was approved', async () => {
  const secure = await fleet.addStation();
  // A device queue speaks ipps on its port, with a certificate of its own.
  const uri = station.terminal.queueUri.replace('ipp:', 'ipps:');
  const guarding = await fleet.run({ ...secure, printer: { ...secure.printer, uri } });
  await fleet.synchronize([guarding], [ADA]);
  await waitUntil('the certificate to be reported', async () => (await certificateOf(secure.id)) !== undefined);
  const seen = await certificateOf(secure.id);
  expect(seen).toMatchObject({ state: 'pending' });
  expect(await guarding.panel.login({ method: 'pin', pin: ADA.pin })).toHaveProperty('session');
  await send(guarding.terminal.queueUri, 'Secret');
  await waitUntil('the job to wait for approval', async () => {
    const secret = (await guarding.panel.jobs()).find(({ name }) => name === 'Secret');
    return secret?.available === false && secret.reason === 'printer-certificate';
  });
  await fleet.api.call(approveCertificate, { params: { id: secure.id }, body: { pin: seen?.pin ?? '' } });
  await waitUntil('the job to be available', async () => {
    return (await guarding.panel.jobs()).some(({ name, available }) => name === 'Secret' && available);
  });
  const jobs = await guarding.panel.jobs();
  await guarding.panel.print(jobs.filter(({ name }) => name === 'Secret').map(({ id }) => id));
  await waitUntil('it to be in the other queue', async () => {
    const { items } = await fleet.api.call(listJobs, { query: { deviceId: station.id, over: 'false' } });
    return items.some(({ name, ownerName }) => name.startsWith('act_') && ownerName === ADA.userName);
  });
  expect(await certificateOf(secure.id)).toMatchObject({ state: 'approved' });
});

test('[F7c] records explain every page that the device counted', async () => {
  const { items } = await fleet.api.call(listActivities, { query: {} });
  expect(items.filter(({ unauthenticated }) => unauthenticated)).toEqual([]);
  expect(items.reduce((sum, { impressions }) => sum + impressions, 0)).toBe(station.printer.impressions());
});

async function certificateOf(id: Station['id']) {
  return (await fleet.api.call(getDevice, { params: { id } })).printer?.certificate ?? undefined;
}

async function send(queueUri: string, title: string): Promise<void> {
  await sendDocument({ queueUri, userName: ADA.userName, title, document: sampleDocument(title, PAGES) });
}

async function login(): Promise<void> {
  expect(await station.panel.login({ method: 'pin', pin: ADA.pin })).toHaveProperty('session');
}

async function listed(wanted: (job: PanelJob) => boolean): Promise<PanelJob> {
  let job: PanelJob | undefined;
  await waitUntil('the panel to list the job', async () => {
    job = (await station.panel.jobs()).find(wanted);
    return job !== undefined;
  });
  return job ?? expect.fail('not listed');
}

async function found(name: string): Promise<Job> {
  let job: Job | undefined;
  await waitUntil(`the server to list ${name}`, async () => {
    const { items } = await fleet.api.call(listJobs, { query: { over: 'false' } });
    job = items.find((each) => each.name === name);
    return job !== undefined;
  });
  return job ?? expect.fail('not listed');
}

async function jobIs(id: Job['id'], state: Job['state']): Promise<void> {
  await waitUntil(`the job to be ${state}`, async () => {
    return (await fleet.api.call(getJob, { params: { id } })).state === state;
  });
}

/** The newest, once there are so many. */
async function booked(count: number): Promise<Activity> {
  let newest: Activity | undefined;
  await waitUntil(`${count} activities to be booked`, async () => {
    const { items } = await fleet.api.call(listActivities, { query: {} });
    newest = items[0];
    return items.length === count && items.every(({ outcome }) => outcome !== 'running');
  });
  return newest ?? expect.fail('not booked');
}

function printed(): ReturnType<typeof readPrinted> {
  return readPrinted(station.printer.outDir);
}

async function linkIs(mode: string): Promise<void> {
  await waitUntil(`the link to be ${mode}`, async () => station.terminal.link() === mode);
}
