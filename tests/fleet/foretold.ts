import { explainOfflineLogin, listTerminals, offlineUsers } from '@holdover/api';
import { fromRfc3339, type DeviceId, type Instant } from '@holdover/kernel';
import { isServing, TOLERANCE } from './contact.ts';
import { newestOf, type Person } from './people.ts';
import type { LoginBy } from './step.ts';
import type { Station, World } from './world.ts';

/** What the console says, in both places where it does. */
export interface Foretold {
  readonly 'offline-users': boolean;
  readonly explain: boolean;
}

interface Question {
  readonly person: Person | undefined;
  readonly texts: readonly string[];
  readonly method: LoginBy;
}

/** Whether the console says that this will open a session, offline; undefined where it cannot know. */
export async function foretold(world: World, station: Station, question: Question): Promise<Foretold | undefined> {
  const { person, texts, method } = question;
  if (person === undefined || person.vague || !isForeseeable(world, station)) return undefined;
  const device = world.fixture.devices[station.number];
  if (device === undefined || (await appliedRevision(world, station)) !== heldRevision(station)) return undefined;
  const ids = texts.map((text) => newestOf(person, text)?.id);
  const now = world.time.now();
  const listed = await listedUntil(world, { device: device.id, person, ids, method });
  const explained = await explainedUntil(world, { device: device.id, person, ids, method });
  if (listed === undefined || explained === undefined) return undefined;
  if (isNear(listed, now) || isNear(explained, now)) return undefined;
  return { 'offline-users': listed > now, explain: explained > now };
}

/** The server knows what the terminal holds, and nothing is wrong with the terminal's disk or its idea of the time. */
function isForeseeable(world: World, station: Station): boolean {
  const terminal = station.node.running;
  if (terminal === undefined || !isServing(world) || terminal.mode() === 'online') return false;
  const isTimeKnown = !world.serverClockMoved && station.uncounted === 0 && station.uncertainSince === null;
  return isTimeKnown && !station.disputed && !station.isFull && terminal.records.journal.backlog() === 0;
}

function heldRevision({ node }: Station): number | undefined {
  return node.running?.records.cache.state()?.revision;
}

async function appliedRevision({ server }: World, { node }: Station): Promise<number | undefined> {
  const rows = await server.api.call(listTerminals, {}).catch(() => undefined);
  return rows?.items.find(({ id }) => id === node.self.terminalId)?.revisionApplied;
}

interface Asked {
  readonly device: DeviceId;
  readonly person: Person;
  readonly ids: readonly (string | undefined)[];
  readonly method: LoginBy;
}

/** Up to when the credentials used are listed, all of them; long ago when one is not. */
async function listedUntil({ server }: World, { device, person, ids, method }: Asked): Promise<number | undefined> {
  const answer = await server.api
    .call(offlineUsers, { params: { id: device }, query: { limit: 1_000 } })
    .catch(() => undefined);
  if (answer === undefined) return undefined;
  const mine = answer.items.filter(({ userId }) => userId === person.id);
  if (!mine.some(({ methods }) => methods.includes(method))) return -Infinity;
  const credentials = mine.flatMap((user) => user.credentials);
  return Math.min(...ids.map((id) => latest(credentials.filter((credential) => credential.id === id))));
}

async function explainedUntil({ server }: World, { device, person, ids, method }: Asked): Promise<number | undefined> {
  const answer = await server.api
    .call(explainOfflineLogin, { params: { id: device, userId: person.id } })
    .catch(() => undefined);
  if (answer === undefined) return undefined;
  const ways = answer.ways.filter(
    (way) => way.method === method && ids.every((id) => way.credentials.some((one) => one === id)),
  );
  return latest(ways);
}

function latest(ends: readonly { readonly validUntil: string }[]): number {
  return Math.max(-Infinity, ...ends.map(({ validUntil }) => fromRfc3339(validUntil) ?? -Infinity));
}

/** Clocks and network have their small differences. */
function isNear(end: number, now: Instant): boolean {
  return Math.abs(end - now) < TOLERANCE;
}
