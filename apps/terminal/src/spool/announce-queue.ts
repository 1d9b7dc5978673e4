import { txtOf, type Attribute } from '@holdover/ipp';
import { minutes, type Cancel, type Clock } from '@holdover/kernel';
import type { Announcer } from '@holdover/nodejs';

export interface AnnounceQueueOptions {
  readonly announcer: Announcer;
  readonly name: string;
  readonly port: number;
  /** As `/ipp/print`. */
  readonly path: string;
  /** Whether the port takes ipps beside ipp. */
  readonly secure: boolean;
  readonly description: () => readonly Attribute[];
  readonly clock: Clock;
}

/** What the device can do is asked now and again; a client that looks sees it this much later. */
const LOOK_EVERY = minutes(1);

/** Announces a queue in the local network, always as it is. @returns says goodbye */
export function announceQueue(options: AnnounceQueueOptions): () => Promise<void> {
  const { announcer, name, port, path, secure, description, clock } = options;
  let cancel: Cancel = () => undefined;
  const announce = (): void => {
    const txt = txtOf({ attributes: description(), path, authentication: 'none' });
    announcer.announce([{ name, port, schemes: secure ? ['ipp', 'ipps'] : ['ipp'], txt }]);
    cancel = clock.after(LOOK_EVERY, announce);
  };
  announce();
  return async () => {
    cancel();
    await announcer.close();
  };
}
