import type { Benchmark } from './benchmark.ts';
import { measureImport } from './directory-import.ts';
import { measureLists } from './directory-lists.ts';

/** A hundred thousand users: how fast they come in, and how fast they are found. */
export const directory: Benchmark = {
  name: 'directory',
  unit: 'ms',
  aim: '–',
  async measure(options) {
    return [...(await measureImport(options)), ...(await measureLists(options))];
  },
};
