import type { Instant, TerminalId } from '@holdover/kernel';
import type { LinkHub } from '../../gateway/link-hub.ts';
import type { LinkStore } from './link-store.ts';

export type WaitingLinks = ReturnType<typeof createWaitingLinks>;

interface WaitingDeps {
  readonly store: LinkStore;
  readonly hub: LinkHub;
  readonly run: string;
}

/** What the database does not say yet. What could not be written waits on. */
export function createWaitingLinks({ store, hub, run }: WaitingDeps) {
  /** Linked to this server, as the database says. */
  const noted = new Set<TerminalId>();
  const gone = new Map<TerminalId, Instant>();
  const changed = new Map<TerminalId, boolean>();
  const back = new Set<TerminalId>();
  hub.watch((id) => {
    // The end of its older link was written while this one was being greeted.
    if (hub.isLinked(id) && !noted.has(id)) back.add(id);
  });
  const writeBack = async (): Promise<void> => {
    const ids = [...back].filter((id) => hub.isLinked(id));
    await store.linked(run, ids);
    for (const id of ids) noted.add(id);
    back.clear();
  };
  const writeGone = async (): Promise<void> => {
    // Who is back at this server has come over another link.
    const links = [...gone].filter(([id]) => !hub.isLinked(id)).map(([id, heardAt]) => ({ id, heardAt }));
    for (const { id } of links) noted.delete(id);
    await store.left(run, links);
    for (const { id, heardAt } of links) if (gone.get(id) === heardAt) gone.delete(id);
  };
  const writeChanged = async (): Promise<void> => {
    for (const degraded of [true, false]) {
      const ids = [...changed].filter(([, now]) => now === degraded).map(([id]) => id);
      await store.degraded(run, ids, degraded);
      for (const id of ids) if (changed.get(id) === degraded) changed.delete(id);
    }
  };
  return {
    hasLeft: (id: TerminalId): boolean => gone.has(id),
    came: (id: TerminalId): void => {
      gone.delete(id);
      changed.delete(id);
      noted.add(id);
    },
    left: (id: TerminalId, heardAt: Instant): void => {
      changed.delete(id);
      gone.set(id, heardAt);
    },
    degraded: (id: TerminalId, degraded: boolean): void => void changed.set(id, degraded),
    write: async (): Promise<void> => {
      await writeGone();
      await writeBack();
      await writeChanged();
    },
  };
}
