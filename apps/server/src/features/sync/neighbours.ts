import { serverEvents, type ServerEvent, type ServerEventName } from '@holdover/api';
import { milliseconds, type Cancel, type Clock, type FleetId, type TerminalId } from '@holdover/kernel';
import { idField } from '@holdover/protocol';
import * as z from 'zod';
import type { Announcements } from '../../database/announcements.ts';
import type { EventHub } from '../../events/event-hub.ts';
import type { Connections } from '../../gateway/connections.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import type { PinUnlocks } from '../terminals/pin-unlocks.ts';
import type { Doorbells } from './doorbells.ts';

export interface NeighboursDeps {
  readonly announcements: Announcements;
  /** Two installations may share one PostgreSQL. */
  readonly fleet: FleetId;
  readonly hub: LinkHub;
  readonly clock: Pick<Clock, 'after'>;
  /** This server's own. */
  readonly doorbells: Doorbells;
  readonly connections: Connections;
  readonly unlocks: PinUnlocks;
  /** What consoles are told; the readers of every server hear of it. */
  readonly events: Pick<EventHub, 'hear' | 'pass'>;
  /** Another server took the roll of the authority a step further. */
  readonly onAuthority: () => void;
}

/** Each does here what it did before, and has the other servers over this database do it for the terminals linked to them. */
export interface Neighbours {
  /** The roll of the authority went a step further here. */
  readonly authorityRolled: () => void;
  readonly doorbells: Doorbells;
  readonly connections: Connections;
  readonly unlocks: PinUnlocks;
  /** What waits on the server for these, or for who is logged in there, has changed. */
  readonly ringJobs: (terminals: readonly TerminalId[]) => void;
}

const news = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('touched') }),
  z.strictObject({ what: z.literal('revoked') }),
  z.strictObject({
    what: z.literal('ring'),
    id: idField('terminal'),
    reason: z.enum(['state', 'reset', 'revocation', 'synchronize']),
  }),
  z.strictObject({ what: z.literal('drop'), serial: z.string() }),
  z.strictObject({ what: z.literal('unlock'), id: idField('terminal') }),
  z.strictObject({ what: z.literal('authority') }),
  z.strictObject({ what: z.literal('event'), name: z.string(), data: z.unknown() }),
  z.strictObject({ what: z.literal('resync') }),
  z.strictObject({ what: z.literal('jobs'), ids: z.array(idField('terminal')).max(100) }),
]);
type News = z.infer<typeof news>;

const announcement = z.strictObject({ fleet: idField('fleet'), news });

/** One import, or a morning's logins, are many changes within moments: the others hear of them once. */
const GATHER = milliseconds(500);

/** Of one announcement, which is bounded. */
const NAMED_MOST = 100;

export function createNeighbours(deps: NeighboursDeps): Neighbours {
  const { announcements, fleet, hub, clock, doorbells, connections, unlocks } = deps;
  const say = (said: News): void => announcements.announce(JSON.stringify({ fleet, news: said }));
  let cancel: Cancel | undefined;
  const sayTouched = (): void => {
    cancel ??= clock.after(GATHER, () => {
      cancel = undefined;
      say({ what: 'touched' });
    });
  };
  const stopPassing = passEvents(deps, say);
  listenTo(deps);
  return {
    authorityRolled: () => say({ what: 'authority' }),
    doorbells: {
      touch: () => {
        doorbells.touch();
        sayTouched();
      },
      revoked: () => {
        doorbells.revoked();
        say({ what: 'revoked' });
      },
      ring: (id, reason) => {
        if (hub.isLinked(id)) doorbells.ring(id, reason);
        else say({ what: 'ring', id, reason });
      },
      stop: () => {
        cancel?.();
        stopPassing();
        return doorbells.stop();
      },
    },
    connections: {
      ...connections,
      drop: (serial) => {
        connections.drop(serial);
        say({ what: 'drop', serial });
      },
    },
    unlocks: {
      ...unlocks,
      give: async (change, id) => {
        await unlocks.give(change, id);
        change.afterCommit(() => {
          if (!hub.isLinked(id)) say({ what: 'unlock', id });
        });
      },
    },
    ringJobs: (terminals) => {
      for (const ids of ringJobs(hub, terminals)) say({ what: 'jobs', ids });
    },
  };
}

function listenTo(deps: NeighboursDeps): void {
  deps.announcements.listen({
    heard: (text) => {
      const heard = announcement.safeParse(valueOf(text));
      if (heard.success && heard.data.fleet === deps.fleet) obey(deps, heard.data.news);
    },
    missed: () => {
      deps.doorbells.touch();
      deps.events.hear(RESYNC);
    },
  });
}

const RESYNC = { name: 'resync', data: {} } as const;

/** Bytes of an announcement, less what is around the event. */
const EVENT_MOST = 6_500;

/** What is too long to be announced is read anew by those who show it, once for many such. */
function passEvents({ events, clock }: NeighboursDeps, say: (said: News) => void): Cancel {
  let waiting: Cancel | undefined;
  events.pass(({ name, data }) => {
    if (new TextEncoder().encode(JSON.stringify(data)).length <= EVENT_MOST) return say({ what: 'event', name, data });
    waiting ??= clock.after(GATHER, () => {
      waiting = undefined;
      say({ what: 'resync' });
    });
  });
  return () => waiting?.();
}

/** Of this version's events alone: another server may know others. */
function hearEvent(events: NeighboursDeps['events'], name: string, data: unknown): void {
  if (!isServerEvent(name)) return;
  const read = serverEvents[name].safeParse(data);
  if (read.success) events.hear({ name, data: read.data } as ServerEvent); // read by the schema of its name
}

const isServerEvent = (name: string): name is ServerEventName => Object.hasOwn(serverEvents, name);

/** @returns those linked elsewhere, if anywhere, as many at a time as an announcement takes */
function ringJobs(hub: LinkHub, terminals: readonly TerminalId[]): readonly TerminalId[][] {
  for (const id of terminals) hub.send(id, { type: 'jobs' });
  const elsewhere = terminals.filter((id) => !hub.isLinked(id));
  const parts = Math.ceil(elsewhere.length / NAMED_MOST);
  return Array.from({ length: parts }, (_, part) => elsewhere.slice(part * NAMED_MOST, (part + 1) * NAMED_MOST));
}

function obey({ hub, doorbells, connections, unlocks, events, onAuthority }: NeighboursDeps, said: News): void {
  switch (said.what) {
    case 'touched':
      return doorbells.touch();
    case 'revoked':
      return doorbells.revoked();
    case 'ring':
      if (hub.isLinked(said.id)) doorbells.ring(said.id, said.reason);
      return;
    case 'drop':
      return connections.drop(said.serial);
    case 'jobs':
      return void ringJobs(hub, said.ids);
    case 'authority':
      return onAuthority();
    case 'event':
      return hearEvent(events, said.name, said.data);
    case 'resync':
      return events.hear(RESYNC);
    case 'unlock':
      if (hub.isLinked(said.id)) void deliver({ hub, unlocks }, said.id);
  }
}

/** Where it cannot be read now, it waits for the terminal's next greeting. */
async function deliver({ hub, unlocks }: Pick<NeighboursDeps, 'hub' | 'unlocks'>, id: TerminalId): Promise<void> {
  const frame = await unlocks.take(id).catch(() => undefined);
  if (frame !== undefined) hub.send(id, frame);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
