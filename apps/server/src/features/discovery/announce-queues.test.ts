import type { Cancel } from '@holdover/kernel';
import type { PrinterService } from '@holdover/nodejs';
import { expect, test } from 'vitest';
import { sampleQueue } from '../../testing/sample-job.ts';
import { GENERIC_PRINTER } from '../queues/queue-abilities.ts';
import type { ServedQueue } from '../queues/queue-printers.ts';
import { announceQueues } from './announce-queues.ts';

function stage() {
  const announced: (readonly PrinterService[])[] = [];
  const listeners = new Set<() => void>();
  let queues: readonly ServedQueue[] = [];
  let closed = false;
  const goodbye = announceQueues({
    printers: {
      all: () => queues,
      onChange: (listener): Cancel => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    announcer: {
      announce: (services) => void announced.push(services),
      close: async () => {
        closed = true;
      },
    },
    port: 8631,
    scheme: 'ipps',
  });
  return {
    announced,
    goodbye,
    isClosed: () => closed,
    become: (next: readonly ServedQueue[]) => {
      queues = next;
      for (const listener of listeners) listener();
    },
  };
}

const served = (path: string, more: Parameters<typeof sampleQueue>[1] = {}): ServedQueue => ({
  queue: sampleQueue(path, more),
  abilities: GENERIC_PRINTER,
});

test('[G1t] a queue is announced as it is, and as it becomes', () => {
  const { announced, become } = stage();
  expect(announced).toEqual([[]]);
  become([served('pull', { name: 'Pull print', ownerFrom: 'authenticated' })]);
  become([served('pull', { name: 'Pull print', ownerFrom: 'user-name', location: 'Second floor' })]);
  expect(announced.slice(1)).toMatchObject([
    [{ name: 'Pull print', port: 8631, schemes: ['ipps'], txt: { rp: 'ipp/print/pull', air: 'username,password' } }],
    [{ name: 'Pull print', txt: { note: 'Second floor' } }],
  ]);
  expect(announced[2]?.[0]?.txt['air']).toBeUndefined();
});

test('[G1t] a queue that takes no jobs is not offered', () => {
  const { announced, become } = stage();
  become([served('pull', { acceptingJobs: false })]);
  expect(announced.at(-1)).toEqual([]);
});

test('[G1t] nothing is announced any more once it said goodbye', async () => {
  const { announced, goodbye, become, isClosed } = stage();
  await goodbye();
  become([served('pull')]);
  expect({ closed: isClosed(), times: announced.length }).toEqual({ closed: true, times: 1 });
});
