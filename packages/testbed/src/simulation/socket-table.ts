import type { Life, LifeEnd } from './life.ts';

/** Which sockets each program holds open: they end with it. */
export interface SocketTable {
  /** @returns lets go; harmless afterwards */
  hold(life: Life, onEnd: (how: LifeEnd) => void): () => void;
}

export function createSocketTable(): SocketTable {
  const held = new WeakMap<Life, Set<(how: LifeEnd) => void>>();
  const socketsOf = (life: Life): Set<(how: LifeEnd) => void> => {
    const known = held.get(life);
    if (known !== undefined) return known;
    const sockets = new Set<(how: LifeEnd) => void>();
    held.set(life, sockets);
    life.onEnd((how) => {
      for (const onEnd of sockets) onEnd(how);
      sockets.clear();
    });
    return sockets;
  };
  return {
    hold(life, onEnd) {
      const sockets = socketsOf(life).add(onEnd);
      return () => sockets.delete(onEnd);
    },
  };
}
