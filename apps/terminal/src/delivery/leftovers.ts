import type { ScanTarget } from '@holdover/protocol';
import type { Folder, OpenFolder } from './folder.ts';

/** What could not be taken away again because the connection was gone. */
export interface Leftovers {
  /** The same way to a target's folder, where what is left there from before goes first. */
  clearing(target: ScanTarget['id'], open: OpenFolder): OpenFolder;
}

/** Of this run of the program: names are of activities, so that nothing else is ever removed. */
export function createLeftovers(): Leftovers {
  const byTarget = new Map<ScanTarget['id'], Set<string>>();

  const clear = async (folder: Folder, names: Set<string>): Promise<void> => {
    for (const name of names) {
      await folder.remove(name);
      names.delete(name);
    }
  };
  return {
    clearing: (target, open) => async (signal) => {
      const folder = await open(signal);
      const names = byTarget.get(target) ?? new Set();
      byTarget.set(target, names);
      return {
        write: (name, data, length) => folder.write(name, data, length),
        rename: (from, to) => folder.rename(from, to),
        async ensure() {
          await folder.ensure();
          await clear(folder, names).catch(() => undefined);
        },
        async remove(name) {
          names.add(name);
          await folder.remove(name);
          names.delete(name);
        },
        async close() {
          await folder.close();
          if (names.size === 0) return;
          // The connection broke: once more over another one, while nobody waits any longer than for this.
          const again = await open(AbortSignal.timeout(AGAIN_WITHIN)).catch(() => undefined);
          await (again && clear(again, names).catch(() => undefined));
          await again?.close();
        },
      };
    },
  };
}

const AGAIN_WITHIN = 5_000;
