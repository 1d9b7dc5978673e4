import type { LoggingSettings } from '@holdover/api';
import type { Logger } from '@holdover/kernel';
import { describeError, type LogLevelControl } from '@holdover/nodejs';
import type { Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { EventHub } from '../../events/event-hub.ts';
import type { Stores } from '../../stores.ts';
import { isSame } from '../audit/audit-log.ts';
import { LOGGING, readLogging } from '../settings/settings.ts';

/** How much this server writes to its log: as it was started, or as is saved for all servers. */
export interface Logging {
  read(): Promise<LoggingSettings>;
  save(actor: Actor, given: LoggingSettings, check: (current: object) => void): Promise<LoggingSettings>;
  stop(): void;
}

export interface LoggingDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly hub: Pick<EventHub, 'subscribe'>;
  /** Where what the logger writes can be changed; without, what is saved counts at other servers alone. */
  readonly logLevel?: LogLevelControl | undefined;
  readonly logger: Logger;
}

export async function openLogging({ stores, changes, hub, logLevel, logger }: LoggingDeps): Promise<Logging> {
  const asStarted = logLevel?.current();
  const apply = ({ level }: LoggingSettings): void => {
    const next = level ?? asStarted;
    if (logLevel === undefined || next === undefined || next === logLevel.current()) return;
    logLevel.set(next);
    logger.info('The log level was changed', { now: next });
  };
  const look = async (): Promise<void> => apply(await readLogging(stores.settings));
  await look();
  // Saved at another server, or perhaps: this one was out of hearing.
  const { end } = hub.subscribe(undefined, ({ event }) => {
    const concerns = event.name === 'resync' || (event.name === 'resource.changed' && event.data.kind === 'settings');
    if (!concerns) return;
    look().catch((error: unknown) =>
      logger.warn('The log level could not be looked up', { error: describeError(error) }),
    );
  });
  return {
    read: () => readLogging(stores.settings),
    save: (actor, given, check) =>
      changes.make(actor, async (change) => {
        const current = await readLogging(change.stores.settings);
        check(current);
        const [before, after] = [{ ...current }, { ...given }];
        if (isSame(before, after)) return current;
        await change.stores.settings.write(LOGGING, after);
        const target = { kind: 'settings', id: null, name: LOGGING };
        await change.audit({ action: 'logging.changed', target, before, after });
        change.afterCommit(() => apply(given));
        return given;
      }),
    stop: end,
  };
}
