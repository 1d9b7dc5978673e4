import { txtOf } from '@holdover/ipp';
import type { Announcer, PrinterService } from '@holdover/nodejs';
import { describeQueue, printerPath, type QueuePrinters, type ServedQueue } from '../queues/queue-printers.ts';

export interface AnnounceQueuesOptions {
  readonly printers: Pick<QueuePrinters, 'all' | 'onChange'>;
  readonly announcer: Announcer;
  readonly port: number;
  readonly scheme: 'ipp' | 'ipps';
}

/** Announces the server's queues in the local network, always as they are. @returns says goodbye */
export function announceQueues({ printers, announcer, ...at }: AnnounceQueuesOptions): () => Promise<void> {
  const announce = (): void => announcer.announce(printers.all().flatMap((served) => serviceOf(served, at)));
  announce();
  const forget = printers.onChange(announce);
  return async () => {
    forget();
    await announcer.close();
  };
}

/** A queue that takes no jobs is not offered to anybody. */
function serviceOf(
  served: ServedQueue,
  { port, scheme }: Pick<AnnounceQueuesOptions, 'port' | 'scheme'>,
): readonly PrinterService[] {
  const { queue } = served;
  if (!queue.acceptingJobs) return [];
  const txt = txtOf({
    attributes: describeQueue(served),
    path: printerPath(queue),
    authentication: queue.ownerFrom === 'authenticated' ? 'username,password' : 'none',
  });
  return [{ name: queue.name, port, schemes: [scheme], txt }];
}
