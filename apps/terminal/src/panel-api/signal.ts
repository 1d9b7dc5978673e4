import type { Cancel } from '@holdover/kernel';

/** Says that something changed, once for however many changes of one turn. */
export interface Signal {
  notify(): void;
  subscribe(listener: () => void): Cancel;
}

export function createSignal(): Signal {
  const listeners = new Set<() => void>();
  let isPending = false;
  return {
    notify() {
      if (isPending) return;
      isPending = true;
      setImmediate(() => {
        isPending = false;
        listeners.forEach((listener) => listener());
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
