import type { DeviceId, QueueId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { PrinterAbilities } from './queue-abilities.ts';
import type { Queue } from './queue.ts';

export interface QueueStore {
  create(queue: Queue): Promise<void>;
  update(queue: Queue): Promise<void>;
  delete(id: QueueId): Promise<void>;
  read(id: QueueId): Promise<Queue | undefined>;
  findByPath(path: string): Promise<Queue | undefined>;
  page(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<Queue>>;
  /** In order of their paths. */
  all(): Promise<readonly Queue[]>;
  /** Direct queues of a device. */
  ofDevice(id: DeviceId): Promise<readonly Queue[]>;
  /** What terminals told of the printers at which its jobs can come out; each only once. */
  abilitiesAt(queue: Pick<Queue, 'deviceId' | 'deviceGroups'>): Promise<readonly PrinterAbilities[]>;
}
