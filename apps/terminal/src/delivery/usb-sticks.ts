import { seconds, type Cancel, type Clock } from '@holdover/kernel';

/** What is plugged into this terminal. */
export interface UsbSticks {
  /** Where the one that came last is mounted. */
  current(): string | undefined;
  /** One came or went. */
  subscribe(listener: () => void): Cancel;
  close(): void;
}

export interface UsbSticksOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly find: () => Promise<readonly string[]>;
  /** Before a stick that came counts. */
  readonly tidy: (stick: string) => Promise<void>;
}

/** Somebody who plugs one in looks at the panel next. */
const LOOK_EVERY = seconds(2);

/** Of a terminal that has nothing to plug in. */
export const NO_STICKS: UsbSticks = {
  current: () => undefined,
  subscribe: () => () => undefined,
  close: () => undefined,
};

/** Looks at once, and again every two seconds. */
export function watchUsbSticks({ clock, find, tidy }: UsbSticksOptions): UsbSticks {
  const listeners = new Set<() => void>();
  let sticks: readonly string[] = [];
  let isClosed = false;
  let cancel: Cancel = () => undefined;

  const look = async (): Promise<void> => {
    const found = await find();
    const came = found.filter((stick) => !sticks.includes(stick));
    for (const stick of came) await tidy(stick);
    const next = [...sticks.filter((stick) => found.includes(stick)), ...came];
    const isSame = came.length === 0 && next.length === sticks.length;
    sticks = next;
    if (!isSame && !isClosed) for (const listener of listeners) listener();
  };
  const lookOn = (): void => {
    const again = (): void => {
      if (!isClosed) cancel = clock.after(LOOK_EVERY, lookOn);
    };
    // What cannot be looked at is not there.
    look().then(again, again);
  };
  lookOn();
  return {
    current: () => sticks.at(-1),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}
