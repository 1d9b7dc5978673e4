import { listActivities, listJobs, listReview, listTerminals, type Activity } from '@holdover/api';
import { heldCredentialsOf, journalOf } from './look-at-disk.ts';
import { CANARIES } from './fixture.ts';
import { scanForCanaries } from './scan.ts';
import type { Station, World } from './world.ts';

/** What must hold at any time. */
export function judgeMoment(world: World): void {
  for (const station of world.stations) judgeCache(world, station);
}

/** Invariant 7. */
function judgeCache({ watch, mostUsers }: World, { node, number }: Station): void {
  const stores = node.stores;
  if (stores === undefined) return;
  const held = heldCredentialsOf(stores.cache);
  const synchronized = held.filter(({ source }) => source === 'sync');
  const users = new Set(synchronized.map(({ userId }) => userId));
  if (users.size > mostUsers)
    watch.broken(7, `terminal-${number} holds ${users.size} synchronized users of at most ${mostUsers}`);
  for (const userId of users) {
    for (const method of ['pin', 'card'] as const) {
      const count = synchronized.filter((one) => one.userId === userId && one.method === method).length;
      if (count > 3) watch.broken(7, `terminal-${number} holds ${count} of one user's ${method}s`);
    }
  }
}

/** What must hold once every fault is over and the fleet had its time. */
export async function judgeEnd(world: World): Promise<void> {
  await judgeReturn(world);
  await judgePaper(world);
  await judgeSpool(world);
  judgeJournal(world);
  judgeSecrets(world);
}

/** Invariant 5. */
async function judgeReturn(world: World): Promise<void> {
  const { watch, server, stations } = world;
  const rows = (await server.api.call(listTerminals, { query: { limit: 1_000 } })).items;
  for (const { node, number, disputed } of stations) {
    if (disputed) continue;
    const name = `terminal-${number}`;
    const mode = node.running?.server.link.mode();
    if (mode !== 'online') watch.broken(5, `${name} is ${mode ?? 'down'} after all faults were over`);
    const row = rows.find(({ id }) => id === node.self.terminalId);
    if (row === undefined || row.revisionApplied !== row.revisionDesired)
      watch.broken(5, `${name} has applied revision ${row?.revisionApplied} of ${row?.revisionDesired}`);
    const backlog = node.running?.records.journal.backlog() ?? 0;
    if (backlog > 0) watch.broken(5, `${name} still has ${backlog} records`);
  }
}

/** Invariant 1: every page on paper is booked once, or a person is asked about it. */
async function judgePaper(world: World): Promise<void> {
  const { watch, server, stations, clones } = world;
  const activities = await all((query) => server.api.call(listActivities, { query }));
  const reviews = await all((query) => server.api.call(listReview, { query }));
  const inReview = new Set(reviews.map(({ activityId }) => activityId));
  const booked = new Map<string, (typeof activities)[number]>(activities.map((one) => [one.id, one]));
  for (const { node, number, disputed } of stations) {
    const paper = pagesByJob([node, ...clones.filter(({ self }) => self.deviceId === node.self.deviceId)]);
    for (const [job, pages] of paper) {
      const activity = booked.get(job);
      if (activity === undefined) {
        if (!disputed) watch.broken(1, `terminal-${number} printed ${pages} pages of ${job} that nobody booked`);
      } else if (activity.impressions !== pages && !(inReview.has(activity.id) && activity.impressions <= pages)) {
        watch.broken(
          1,
          `${job} has ${pages} pages on paper and ${activity.impressions} in the books (${activity.outcome}, ${activity.source})`,
        );
      }
    }
  }
  const printed = new Set(
    [...stations.map(({ node }) => node), ...clones].flatMap((node) => [...pagesByJob([node]).keys()]),
  );
  for (const { id, impressions, outcome, unauthenticated } of activities) {
    if (impressions > 0 && !unauthenticated && !printed.has(id) && !inReview.has(id))
      watch.broken(1, `${id} is booked with ${impressions} pages (${outcome}), and no paper came`);
  }
  for (const { node, number, disputed } of stations) {
    if (disputed) continue;
    const here = activities.filter(({ deviceId }) => deviceId === node.self.deviceId);
    judgeUnexplained({ watch, name: `terminal-${number}` }, here, pagesByJob([node]));
  }
}

/** F7: nobody prints from elsewhere here. Nothing is unexplained but what is missing of prints that wait in review. */
function judgeUnexplained(
  { watch, name }: Pick<World, 'watch'> & { readonly name: string },
  activities: readonly Activity[],
  paper: ReadonlyMap<string, number>,
): void {
  const sum = (some: readonly Activity[]): number => some.reduce((pages, { impressions }) => pages + impressions, 0);
  const unexplained = sum(activities.filter(({ unauthenticated }) => unauthenticated));
  const booked = sum(activities.filter(({ unauthenticated }) => !unauthenticated));
  const missing = [...paper.values()].reduce((pages, more) => pages + more, 0) - booked;
  if (unexplained > Math.max(0, missing))
    watch.broken(1, `${name} has ${unexplained} pages of nobody in the books, and ${missing} are missing`);
}

/** Claims end, and what is over or was never a job leaves nothing behind (G1, G3). */
async function judgeSpool({ watch, server, stations }: World): Promise<void> {
  const jobs = (await all((query) => server.api.call(listJobs, { query }))).filter(
    ({ waitsAt }) => waitsAt === 'server',
  );
  const documents = server.documents.held();
  const disputed = new Set<string>(stations.flatMap(({ node, disputed: is }) => (is ? [node.self.deviceId] : [])));
  for (const { id, state, deviceId } of jobs) {
    if (state === 'printing' && !disputed.has(deviceId ?? '')) watch.broken(5, `${id} is in print after all faults`);
    if (state === 'held' && !documents.has(id)) watch.broken(5, `${id} is held without its document`);
  }
  const kept = new Set<string>(jobs.flatMap(({ id, state }) => (state === 'held' || state === 'printing' ? [id] : [])));
  for (const id of documents) if (!kept.has(id)) watch.broken(5, `The document of ${id} is left`);
}

function pagesByJob(nodes: readonly Pick<Station['node'], 'printer'>[]): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  for (const { printer } of nodes) {
    for (const { jobName, impressions } of printer.printed()) {
      if (impressions > 0) pages.set(jobName, (pages.get(jobName) ?? 0) + impressions);
    }
  }
  return pages;
}

async function all<T>(
  ask: (query: { limit: number; cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await ask({ limit: 1_000, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...items);
    if (nextCursor === null) return found;
    cursor = nextCursor;
  }
}

/** Invariant 3. */
function judgeJournal({ watch, server, stations }: World): void {
  const journal = journalOf(server.disk);
  for (const [place, records] of journal) {
    const disputed = stations.some(({ node, disputed: is }) => is && place.startsWith(node.self.terminalId));
    records.forEach(({ sequence, review }, index) => {
      if (sequence !== index + 1) watch.broken(3, `${place} has record ${sequence} where ${index + 1} belongs`);
      if (review !== null && !disputed)
        watch.broken(3, `${place} is under review (${review}) though nothing went wrong with its disk`);
    });
  }
}

/** Invariant 6. */
function judgeSecrets({ watch, payloads, logger, server, stations, trace }: World): void {
  const places: readonly (readonly [string, Buffer])[] = [
    ['payloads', Buffer.from(payloads.join('\n'))],
    ['logs', Buffer.from(logger.text())],
    ['trace', Buffer.from(trace.lines.join('\n'))],
    ['the server’s disk', Buffer.from(server.disk.bytes())],
    ...stations.map(({ node, number }) => [`terminal-${number}’s disk`, Buffer.from(node.disk.bytes())] as const),
  ];
  for (const [where, bytes] of places) {
    for (const finding of scanForCanaries(bytes, CANARIES)) watch.broken(6, `${finding} in ${where}`);
  }
}
