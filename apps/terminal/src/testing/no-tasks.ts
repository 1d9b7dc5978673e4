import type { TasksPort } from '../panel-api/tasks-port.ts';

/** A device on which nobody copies or scans. */
export const NO_TASKS: TasksPort = {
  scanner: async () => ({ outcome: 'unavailable', reason: 'no-scanner' }),
  copy: async () => ({ outcome: 'unavailable', reason: 'no-scanner' }),
  scan: async () => ({ outcome: 'unavailable', reason: 'no-scanner' }),
  list: () => [],
  act: () => ({ outcome: 'not-found' }),
  retry: () => ({ outcome: 'not-found' }),
  preview: () => undefined,
  subscribe: () => () => undefined,
};
