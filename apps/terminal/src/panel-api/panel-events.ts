import type { ServerResponse } from 'node:http';
import type { PanelJob, PanelState, PanelTask } from '@holdover/api';
import { seconds, type Cancel, type Clock } from '@holdover/kernel';
import type { Cards } from '../card-reader/open-cards.ts';
import type { Signal } from './signal.ts';

export interface PanelEventsOptions {
  readonly clock: Clock;
  readonly changes: Signal;
  readonly state: () => PanelState;
  /** Of the session's user; undefined while nobody is logged in. */
  readonly jobs: () => readonly PanelJob[] | undefined;
  /** Likewise. */
  readonly tasks: () => readonly PanelTask[] | undefined;
  readonly cards?: Pick<Cards, 'subscribe'>;
}

/** Server-Sent Events of the panel: `state`, `jobs` and `tasks`, each whole, after every change; `card` once for each card read here. */
export interface PanelEvents {
  /** Takes the response over until the panel goes away. */
  serve(response: ServerResponse): void;
  close(): void;
}

/** A sign of life, so that a panel notices a terminal that hangs; brings the countdown of a lock along. */
const AT_LEAST_EVERY = seconds(15);

/** A panel that reads no more is let go: it asks again when it wakes. */
const MOST_UNREAD = 1024 * 1024;

/** One device has one touch page; a few more for whoever looks after it. */
const MOST_PANELS = 16;

export function createPanelEvents({ clock, changes, state, jobs, tasks, cards }: PanelEventsOptions): PanelEvents {
  const panels = new Set<ServerResponse>();
  let cancel: Cancel;

  const send = (to: Iterable<ServerResponse>): void => {
    const text = [event('state', state()), listEvent('jobs', jobs()), listEvent('tasks', tasks())].join('');
    for (const panel of to) {
      if (panel.writableLength > MOST_UNREAD) panel.destroy();
      else panel.write(text);
    }
  };
  const tick = (): void => {
    send(panels);
    cancel = clock.after(AT_LEAST_EVERY, tick);
  };
  cancel = clock.after(AT_LEAST_EVERY, tick);
  // A queue that takes many jobs changes often, and mostly nobody looks.
  const unsubscribe = changes.subscribe(() => {
    if (panels.size > 0) send(panels);
  });
  const unsubscribeCards = cards?.subscribe((token) => {
    for (const panel of panels) panel.write(event('card', { token }));
  });

  return {
    serve(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const [oldest] = panels;
      if (panels.size >= MOST_PANELS) oldest?.end();
      panels.add(response);
      response.on('close', () => panels.delete(response));
      send([response]);
    },
    close() {
      cancel();
      unsubscribe();
      unsubscribeCards?.();
      for (const panel of panels) panel.end();
    },
  };
}

function listEvent(name: 'jobs' | 'tasks', items: readonly unknown[] | undefined): string {
  return items === undefined ? '' : event(name, { items });
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
