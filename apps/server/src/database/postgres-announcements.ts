import {
  retryDelay,
  seconds,
  shareOf,
  type Cancel,
  type Clock,
  type Entropy,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import pg from 'pg';
import type { AnnouncementListener, Announcements } from './announcements.ts';

export interface PostgresAnnouncementsOptions {
  readonly url: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** PostgreSQL's own limit is 8,000 bytes. */
const CHANNEL = 'holdover';
const RETRY: RetrySchedule = { first: seconds(1), most: seconds(30), factor: 2 };

/** LISTEN and NOTIFY over a connection of its own, opened with the first who listens and again whenever it is lost. */
export function createPostgresAnnouncements(options: PostgresAnnouncementsOptions): Announcements {
  const { url, clock, entropy, logger } = options;
  let listener: AnnouncementListener | undefined;
  let client: pg.Client | undefined;
  let saying: Promise<unknown> = Promise.resolve();
  let failures = 0;
  let cancel: Cancel = () => undefined;
  let isClosed = false;

  const lost = (ended: pg.Client, error?: Error): void => {
    if (client !== ended || isClosed) return;
    client = undefined;
    logger.warn('Other servers cannot be heard for now', error === undefined ? {} : { error: describeError(error) });
    void ended.end().catch(() => undefined);
    cancel = clock.after(retryDelay(RETRY, failures++, shareOf(entropy.bytes(3))), connect);
  };
  const connect = (): void => {
    const opening = new pg.Client({ connectionString: url, application_name: 'holdover-announcements' });
    client = opening;
    opening.on('error', (error) => lost(opening, error));
    opening.on('end', () => lost(opening));
    opening.on('notification', ({ processId, payload }) => {
      if (processId !== processIdOf(opening) && payload !== undefined) listener?.heard(payload);
    });
    opening
      .connect()
      .then(() => opening.query(`listen ${CHANNEL}`))
      .then(
        () => {
          failures = 0;
          listener?.missed();
        },
        (error: Error) => lost(opening, error),
      );
  };
  return {
    announce: (text) => {
      // One after another, as pg asks for.
      saying = saying
        .then(() => client?.query('select pg_notify($1, $2)', [CHANNEL, text]))
        .catch((error: unknown) => logger.debug('Other servers were not told', { error: describeError(error) }));
    },
    listen: (given) => {
      listener = given;
      if (client === undefined && !isClosed) connect();
    },
    close: async () => {
      isClosed = true;
      cancel();
      await client?.end().catch(() => undefined);
    },
  };
}

/** Which connection an announcement came over; the types of pg leave it out. */
function processIdOf(client: pg.Client): unknown {
  return 'processID' in client ? client.processID : undefined;
}
