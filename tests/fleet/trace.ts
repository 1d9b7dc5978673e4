import { createHash } from 'node:crypto';
import { toRfc3339, type Instant } from '@holdover/kernel';

/** What happened, line by line. The same seed gives the same lines to the byte. */
export interface Trace {
  note(what: string): void;
  readonly lines: readonly string[];
  digest(): string;
}

export function createTrace(now: () => Instant): Trace {
  const lines: string[] = [];
  return {
    lines,
    note: (what) => void lines.push(`${toRfc3339(now())} ${what}`),
    digest: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}
