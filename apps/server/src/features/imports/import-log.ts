import type { Clock, ImportId, Logger } from '@holdover/kernel';
import { toRfc3339 } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { EventHub } from '../../events/event-hub.ts';
import type { ImportLog } from './import-order.ts';
import type { ImportStore } from './import-store.ts';
import type { LogLine } from './import.ts';

export interface KeptLog extends ImportLog {
  /** Resolves when all that was said is stored. */
  settled(): Promise<void>;
}

/** Lines of one import. */
const LINES_MOST = 1_000;
/** Of these the last are for how it ended. */
const LINES_OF_THE_END = 20;
const VALUE_MOST = 500;
// oxlint-disable-next-line no-control-regex -- a database gives neither back as it was
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;
/** Told however much was said before. */
const ENDS: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled', 'deactivation-skipped']);

export interface ImportLogDeps {
  readonly imports: Pick<ImportStore, 'addLog' | 'countLog'>;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Goes on after what was said before a restart. */
export async function openLog({ imports, hub, clock, logger }: ImportLogDeps, id: ImportId): Promise<KeptLog> {
  let number = await imports.countLog(id);
  let waiting: LogLine[] = [];
  let storing: Promise<void> | undefined;

  const store = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      await imports.addLog(id, lines);
      for (const line of lines) {
        hub.publish({ name: 'import.logged', data: { importId: id, ...line, at: toRfc3339(line.at) } });
      }
    }
  };
  return {
    say: (level, code, values = {}) => {
      const isEnd = level === 'error' || ENDS.has(code);
      if (number >= (isEnd ? LINES_MOST : LINES_MOST - LINES_OF_THE_END)) return;
      number += 1;
      waiting.push({ number, at: clock.wall(), level, code, values: shortened(values) });
      storing ??= store()
        .catch((error: unknown) =>
          logger.error('The log of an import was not kept', { importId: id, error: describeError(error) }),
        )
        .finally(() => {
          storing = undefined;
        });
    },
    settled: async () => {
      while (storing !== undefined) await storing;
    },
  };
}

function shortened(values: LogLine['values']): LogLine['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, VALUE_MOST).replaceAll(UNSTORABLE, '\uFFFD') : value,
    ]),
  );
}
