/** What each certificate holds open here, so that a revocation reaches it at once. */
export interface Connections {
  /** @returns forgets it, once it has ended by itself */
  add(serial: string, end: () => void): () => void;
  drop(serial: string): void;
  dropAll(): void;
}

export function createConnections(): Connections {
  const open = new Map<string, Set<() => void>>();
  return {
    add: (serial, end) => {
      const own = open.get(serial) ?? new Set();
      open.set(serial, own.add(end));
      return () => {
        own.delete(end);
        if (own.size === 0 && open.get(serial) === own) open.delete(serial);
      };
    },
    drop: (serial) => open.get(serial)?.forEach((end) => end()),
    dropAll: () => open.forEach((own) => own.forEach((end) => end())),
  };
}
