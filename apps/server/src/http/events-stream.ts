import { events as eventsRoute } from '@holdover/api';
import { seconds, type Clock } from '@holdover/kernel';
import type { EventHub, NumberedEvent } from '../events/event-hub.ts';
import { allows } from '../features/administrators/administrator.ts';
import type { Administrators } from '../features/administrators/administrators.ts';
import type { Authentication } from './authentication.ts';
import type { RouteRegistrar } from './call.ts';
import { mayHear } from './may-hear.ts';

/** Proxies and browsers take a silent connection for a dead one. */
const COMMENT_EVERY = seconds(15);
/** A reader who does not read is let go; Last-Event-ID brings them back. */
const UNREAD_MOST = 1024 * 1024;

export interface EventsStreamDeps {
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly authentication: Authentication;
  readonly administrators: Pick<Administrators, 'access'>;
}

/** GET /events: Server-Sent Events (HTML, server-sent events). @returns ends every stream, for closing the server */
export function addEventsStream(routes: RouteRegistrar, deps: EventsStreamDeps): () => void {
  const { hub, clock, authentication } = deps;
  const open = new Set<() => void>();
  routes.add(eventsRoute, async ({ actor, request, reply }) => {
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      ...reply.getHeaders(),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    } as Record<string, string>); // the headers set so far are all text
    let reader = actor;
    const send = (numbered: NumberedEvent): void => {
      if (!mayHear(reader, numbered.event)) return;
      raw.write(
        `id: ${subscription.idText(numbered)}\nevent: ${numbered.event.name}\ndata: ${JSON.stringify(numbered.event.data)}\n\n`,
      );
      if (raw.writableLength <= UNREAD_MOST) return;
      end();
      // Ending waits for what was not read.
      raw.destroy();
    };
    const lastId = request.headers['last-event-id'];
    const subscription = hub.subscribe(typeof lastId === 'string' ? lastId : undefined, send);
    let cancelComment = (): void => undefined;
    const comment = (): void => {
      raw.write(': still here\n\n');
      void lookAgain();
      cancelComment = clock.after(COMMENT_EVERY, comment);
    };
    // Their session may end, here or at another server, or their rights change, while this goes on.
    const lookAgain = async (): Promise<void> => {
      const found = await authentication.admitAgain(request).catch(() => undefined);
      if (found === undefined || !allows(found, eventsRoute.right)) end();
      else reader = found;
    };
    const forget = deps.administrators.access.listen(() => void lookAgain());
    const end = (): void => {
      forget();
      subscription.end();
      cancelComment();
      open.delete(end);
      raw.end();
    };
    open.add(end);
    raw.on('close', end);
    raw.on('error', end);
    comment();
    if (subscription.resync) raw.write('event: resync\ndata: {}\n\n');
    for (const numbered of subscription.missed) send(numbered);
    return '';
  });
  return () => {
    for (const end of open) end();
  };
}
