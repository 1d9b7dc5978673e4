import type { PcscDevices, PcscLibrary } from '../card-reader/pcsc-library.ts';

/** A PC/SC service with readers and cards that the test moves. */
export interface FakePcsc {
  readonly library: PcscLibrary;
  /** How often the library began. */
  readonly begun: () => number;
  plug(reader: string): void;
  unplug(reader: string): void;
  /** The service ends: it has no readers any more, and says so once. */
  stopService(): void;
  startService(...readers: readonly string[]): void;
  /** @param uid null: the card gives none */
  hold(uid: string | null): Promise<void>;
  lift(): void;
}

type Listener = (of: never) => void;

export function createFakePcsc(): FakePcsc {
  const readers = new Set<string>();
  let isServed = true;
  let begun = 0;
  let current: Map<string, Listener> | undefined;
  const say = (event: string, of?: unknown): void => (current?.get(event) as (of: unknown) => void)?.(of); // whatever that event carries

  const createDevices = (): PcscDevices => {
    const listeners = new Map<string, Listener>();
    return {
      start() {
        begun += 1;
        current = listeners;
        if (!isServed) return say('error', new TypeError('Service not available'));
        for (const _ of readers) say('reader-attached');
      },
      stop() {
        current = undefined;
      },
      listReaders: () => (isServed ? [...readers].map((name) => ({ name })) : []),
      on: (event: string, listener: Listener) => void listeners.set(event, listener),
    };
  };

  return {
    library: createDevices,
    begun: () => begun,
    plug(reader) {
      readers.add(reader);
      say('reader-attached');
    },
    unplug(reader) {
      readers.delete(reader);
      say('reader-detached');
    },
    stopService() {
      isServed = false;
      say('error', new TypeError('Service not available'));
    },
    startService(...there) {
      isServed = true;
      readers.clear();
      for (const reader of there) readers.add(reader);
    },
    async hold(uid) {
      const answer = uid === null ? '6a81' : `${uid}9000`;
      say('card-inserted', { card: { transmit: () => Promise.resolve(new Uint8Array(Buffer.from(answer, 'hex'))) } });
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    },
    lift: () => say('card-removed'),
  };
}
