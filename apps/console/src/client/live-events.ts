import {
  serverEvents,
  type Device,
  type ImportLogLine,
  type Job,
  type ServerEvent,
  type ServerEventName,
  type UserImport,
} from '@holdover/api';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keysChangedBy } from './changed-keys.ts';
import { devicesMovedBy } from './live-rollout.ts';
import { summariesOf } from './live-summaries.ts';
import { keys } from './query-keys.ts';
import { createStale, type Stale } from './stale.ts';

export type LiveState = 'connecting' | 'live' | 'interrupted';

/** While nothing is heard, what is shown is asked for this often; and a stream that was refused is tried as often (milliseconds). */
const UNHEARD_EVERY = 15_000;

/**
 * Keeps what the pages show true while they are open. The browser reconnects by itself and resumes by
 * Last-Event-ID; what it may have missed for longer comes as `resync`. It gives up where it is refused, so that is tried again here.
 * @returns closes the stream
 */
export function followEvents(url: string, queries: QueryClient, onState: (state: LiveState) => void): () => void {
  const stale = createStale(queries);
  let everOpen = false;
  let unheard: ReturnType<typeof setInterval> | undefined;
  let source: EventSource | undefined;
  const opened = (): void => {
    clearInterval(unheard);
    unheard = undefined;
    onState('live');
    if (everOpen) void queries.invalidateQueries();
    everOpen = true;
  };
  const failed = (): void => {
    onState('interrupted');
    // Refused: most likely a session that has ended, which this finds out.
    if (source?.readyState === EventSource.CLOSED) stale(keys.me);
    unheard ??= setInterval(() => {
      void queries.invalidateQueries();
      if (source?.readyState === EventSource.CLOSED) source = open();
    }, UNHEARD_EVERY);
  };
  const open = (): EventSource => {
    const stream = new EventSource(url);
    stream.addEventListener('open', opened);
    stream.addEventListener('error', failed);
    for (const name of Object.keys(serverEvents) as ServerEventName[]) {
      stream.addEventListener(name, (message: MessageEvent<string>) => {
        const event = readEvent(name, message.data);
        if (event !== undefined) applyEvent(queries, event, stale);
      });
    }
    return stream;
  };
  onState('connecting');
  source = open();
  return () => {
    clearInterval(unheard);
    source?.close();
  };
}

function readEvent(name: ServerEventName, data: string): ServerEvent | undefined {
  try {
    const read = serverEvents[name].safeParse(JSON.parse(data));
    return read.success ? ({ name, data: read.data } as ServerEvent) : undefined; // the schema of `name` was asked
  } catch {
    return undefined; // Not JSON: not for us.
  }
}

/** What each event means for what is cached. Patches where the whole thing came along, else asks again. */
export function applyEvent(queries: QueryClient, event: ServerEvent, stale: Stale): void {
  for (const key of summariesOf(event)) stale(key);
  switch (event.name) {
    case 'device.link':
      patchDevice(queries, event.data);
      stale(keys.offlineUsers(event.data.id));
      return;
    case 'rollout.progress':
      queries.setQueryData(keys.rollout, event.data);
      for (const key of devicesMovedBy(queries, event.data)) stale(key);
      return;
    case 'session.opened':
    case 'session.ended':
      stale(keys.sessions);
      return;
    case 'activity.recorded':
      stale(keys.activities);
      stale(keys.sessions);
      return;
    case 'job.changed':
      if (!patchJob(queries, event.data)) stale(keys.jobs);
      // Pages coming out change no queue.
      if (event.data.state !== 'printing' || event.data.impressions === 0) stale(keys.queues);
      return;
    case 'import.progress':
      applyProgress(queries, event.data);
      if (event.data.state === 'running') return;
      if (event.data.dryRun) return;
      for (const key of [keys.users, keys.groups]) stale(key);
      return;
    case 'import.logged':
      queries.setQueryData<ImportLogLine[]>(keys.importLog(event.data.importId), (lines) =>
        lines === undefined || lines.some(({ number }) => number >= event.data.number) ? lines : [...lines, event.data],
      );
      return;
    case 'alert.raised':
    case 'alert.cleared':
      if (event.data.deviceId !== null) stale(keys.device(event.data.deviceId));
      return;
    case 'review.changed':
      // A decision changes what counts.
      for (const key of [keys.review, keys.sessions, keys.activities]) stale(key);
      return;
    case 'resource.changed':
      for (const key of keysChangedBy(event.data)) stale(key);
      return;
    case 'resync':
      void queries.invalidateQueries();
  }
}

/** Lists are asked again when one begins or ends; in between it alone changes, several times a second. */
function applyProgress(queries: QueryClient, now: UserImport): void {
  const before = queries.getQueryData<UserImport>(keys.import(now.id));
  queries.setQueryData(keys.import(now.id), now);
  if (before !== undefined && before.state === now.state) return;
  for (const queryKey of [keys.imports, keys.userSources, [...keys.import(now.id), 'effects']])
    void queries.invalidateQueries({ queryKey });
}

type PagesOf<T> = InfiniteData<{ items: T[]; nextCursor: string | null }>;

function patchDevice(queries: QueryClient, changed: Device): void {
  const replace = (item: Device): Device => (item.id === changed.id ? changed : item);
  queries.setQueryData(keys.device(changed.id), changed);
  queries.setQueriesData<PagesOf<Device>>({ queryKey: keys.devices }, (old) =>
    old === undefined || !('pages' in old)
      ? old
      : { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(replace) })) },
  );
}

/**
 * Progress comes several times a second: it is put into the lists that show the job.
 * @returns false when lists must be asked again: nobody shows it, or its new state may belong into other lists
 */
function patchJob(queries: QueryClient, changed: Job): boolean {
  let moved = false;
  let shown = false;
  const replace = (item: Job): Job => {
    if (item.id !== changed.id) return item;
    shown = true;
    moved ||= item.state !== changed.state || item.userId !== changed.userId || item.deviceId !== changed.deviceId;
    return changed;
  };
  queries.setQueriesData<PagesOf<Job>>({ queryKey: keys.jobs }, (old) =>
    old === undefined ? old : { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(replace) })) },
  );
  return shown && !moved;
}
