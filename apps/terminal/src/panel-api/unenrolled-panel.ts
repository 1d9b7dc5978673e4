import { panelState, type PanelState } from '@holdover/api';
import type { Clock } from '@holdover/kernel';
import { lookUpLanguage } from '@holdover/phrases';
import { openPanelDoor, type PanelDoor, type PanelDoorOptions } from './panel-door.ts';
import { createPanelEvents } from './panel-events.ts';
import { createSignal } from './signal.ts';

interface UnenrolledPanelOptions extends PanelDoorOptions {
  readonly clock: Clock;
  /** Of the machine, as in BCP 47; nothing else knows a language yet. */
  readonly locale: string;
}

/**
 * The panel of a folder that is no terminal yet: it says where to get a code, and takes nothing. So over the network it asks for no
 * token either: there is nothing to see and nothing to type.
 * @throws Fault `port-taken`, `cannot-listen`, `panel-needs-tls`, `panel-not-framed`
 */
export async function openUnenrolledPanel(options: UnenrolledPanelOptions): Promise<PanelDoor> {
  const state = unenrolledState(options.locale);
  const events = createPanelEvents({
    clock: options.clock,
    changes: createSignal(),
    state: () => state,
    jobs: () => undefined,
    tasks: () => undefined,
  });
  try {
    const door = await openPanelDoor(options, (app) => {
      app.get('/api/state', async () => state);
      app.get('/api/events', (_request, reply) => {
        reply.hijack();
        events.serve(reply.raw);
      });
    });
    return {
      url: door.url,
      async close() {
        events.close();
        await door.close();
      },
    };
  } catch (error) {
    events.close();
    throw error;
  }
}

function unenrolledState(locale: string): PanelState {
  return panelState.parse({
    link: 'offline',
    device: { name: '', model: 'generic', language: lookUpLanguage(locale, 'en'), offlineLogin: false },
    methods: [],
    pinMinLength: 4,
    cardRegistration: false,
    session: null,
    messages: [{ code: 'not-enrolled' }],
    journalBacklog: 0,
  });
}
