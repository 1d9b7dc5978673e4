import type { ScannerAbilities, ScannerClient } from '@holdover/escl';
import { minutes, seconds, type Cancel, type Clock } from '@holdover/kernel';

export type ScannerTrouble = 'no-scanner' | 'scanner-unreachable';

/** What the scanner says of itself, asked now and again; one that is away keeps what it said last. */
export interface ScannerWatch {
  /** Undefined until it has told. */
  abilities(): ScannerAbilities | undefined;
  /** Why nothing can be scanned now, as far as the last asking told. */
  trouble(): ScannerTrouble | undefined;
  stop(): void;
}

export interface ScannerWatchOptions {
  /** Undefined where the device has none. */
  readonly scanner: Pick<ScannerClient, 'abilities'> | undefined;
  readonly clock: Clock;
  readonly onChanged: () => void;
}

const ASK_EVERY = minutes(5);
/** One that was away: somebody waits at the panel. */
const ASK_AGAIN = seconds(15);

export function watchScanner({ scanner, clock, onChanged }: ScannerWatchOptions): ScannerWatch {
  let known: ScannerAbilities | undefined;
  let trouble: ScannerTrouble | undefined = scanner === undefined ? 'no-scanner' : 'scanner-unreachable';
  let cancel: Cancel = () => undefined;
  let isStopped = false;
  const heard = (told: ScannerAbilities | undefined): void => {
    const now = told === undefined ? 'scanner-unreachable' : undefined;
    const isNew = trouble !== now || JSON.stringify(told ?? known) !== JSON.stringify(known);
    known = told ?? known;
    trouble = now;
    if (isNew) onChanged();
  };
  const look = (): void => {
    if (scanner === undefined) return;
    scanner
      .abilities()
      .then(heard, () => heard(undefined))
      .finally(() => {
        if (!isStopped) cancel = clock.after(trouble === undefined ? ASK_EVERY : ASK_AGAIN, look);
      })
      .catch(() => undefined);
  };
  look();
  return {
    abilities: () => known,
    trouble: () => trouble,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
