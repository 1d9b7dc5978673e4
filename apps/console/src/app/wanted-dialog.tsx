import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import { missingProvider } from './texts.tsx';

export type WantedName = 'add-user' | 'add-device';

/** A dialog that a page opens by itself when somebody elsewhere asked for it: the palette leads there and asks. */
export interface Wanted {
  readonly ask: (name: WantedName) => void;
  readonly current: () => WantedName | null;
  readonly take: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createWanted(): Wanted {
  const listeners = new Set<() => void>();
  let wanted: WantedName | null = null;
  const set = (name: WantedName | null): void => {
    wanted = name;
    for (const listener of listeners) listener();
  };
  return {
    ask: set,
    take: () => set(null),
    current: () => wanted,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const WantedContext = createContext<Wanted | null>(null);
export const WantedProvider = WantedContext.Provider;

export function useWanted(): Wanted {
  const wanted = useContext(WantedContext);
  if (wanted === null) throw missingProvider('WantedProvider');
  return wanted;
}

/** Opens the dialog of this name on the page that has it. */
export function useWantedDialog(name: WantedName, open: () => void): void {
  const wanted = useWanted();
  const asked = useSyncExternalStore(wanted.subscribe, wanted.current);
  useEffect(() => {
    if (asked !== name) return;
    wanted.take();
    open();
  }, [asked, name, open, wanted]);
}
