import { signal, type ReadonlySignal } from '@preact/signals';
import type { Handling, Sending, Stage } from '../../src/stage/stage.ts';

/** What a visitor can do; each answers when it is done, and what came of it arrives with the stage. */
export interface StageClient {
  /** Undefined until the first word from the demonstration. */
  readonly stage: ReadonlySignal<Stage | undefined>;
  setCable(up: boolean): Promise<void>;
  tapCard(deviceId: string, userName: string): Promise<void>;
  sendDocument(sending: Sending): Promise<void>;
  handle(handling: Handling): Promise<void>;
  play(): Promise<void>;
}

export function createStageClient(): StageClient {
  const stage = signal<Stage | undefined>(undefined);
  // EventSource mends its own connection; the first event after is whole, so nothing is missed.
  new EventSource('./api/events').addEventListener('stage', (event) => {
    const read: unknown = JSON.parse(event.data);
    stage.value = read as Stage; // our own server's, same build
  });
  return {
    stage,
    setCable: (up) => post('link', { up }),
    tapCard: (deviceId, userName) => post('tap', { deviceId, userName }),
    sendDocument: (sending) => post('documents', sending),
    handle: (handling) => post('device', handling),
    play: () => post('play', {}),
  };
}

/** A refusal is told by the stage itself. */
async function post(what: string, body: object): Promise<void> {
  await fetch(`./api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
