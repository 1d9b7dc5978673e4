import type { Cancel } from '@holdover/kernel';

/** Before the write that makes it last, or right after. */
export type CrashMoment = 'before' | 'after';

/** Counts what a disk made last, and plays a power cut at one of its writes. */
export interface CommitWatch {
  readonly commits: number;
  /** At the n-th commit from now, 1 for the next. */
  crashAt(n: number, moment: CrashMoment, crash: () => void): Cancel;
  aboutToCommit(): void;
  committed(): void;
}

interface Planned {
  readonly number: number;
  readonly moment: CrashMoment;
  readonly crash: () => void;
}

export function createCommitWatch(): CommitWatch {
  let commits = 0;
  let planned: readonly Planned[] = [];
  const crashWhere = (moment: CrashMoment, number: number): void => {
    const now = planned.filter((one) => one.moment === moment && one.number === number);
    planned = planned.filter((one) => !now.includes(one));
    for (const { crash } of now) crash();
  };
  return {
    get commits() {
      return commits;
    },
    crashAt(n, moment, crash) {
      const one = { number: commits + n, moment, crash };
      planned = [...planned, one];
      return () => {
        planned = planned.filter((other) => other !== one);
      };
    },
    aboutToCommit: () => crashWhere('before', commits + 1),
    committed() {
      commits += 1;
      crashWhere('after', commits);
    },
  };
}
