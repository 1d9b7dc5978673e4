import {
  milliseconds,
  type Cancel,
  type Clock,
  type DeviceId,
  type Logger,
  type TerminalId,
  type UserId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Database, Queries } from '../../database/database.ts';
import type { Job } from './job.ts';

/**
 * Tells terminals that what waits for them on the server has changed: those of a direct print, and those where its owner is logged
 * in. A bell that is lost costs time: a terminal asks at each login and each return.
 */
export interface JobBells {
  readonly changed: (job: Job) => void;
  stop(): void;
}

export interface JobBellsDeps {
  readonly database: Database;
  /** Wherever they are linked. */
  readonly ring: (terminals: readonly TerminalId[]) => void;
  readonly clock: Pick<Clock, 'after'>;
  readonly logger: Logger;
}

/** A hundred jobs that come in at once are one look at the database, and one bell a terminal. */
const GATHER = milliseconds(200);

export function createJobBells({ database, ring, clock, logger }: JobBellsDeps): JobBells {
  const devices = new Set<DeviceId>();
  const users = new Set<UserId>();
  let cancel: Cancel | undefined;
  const ringAll = (): void => {
    cancel = undefined;
    const [atDevices, ofUsers] = [[...devices], [...users]];
    devices.clear();
    users.clear();
    concerned(database.queries, atDevices, ofUsers).then(ring, (error: unknown) => {
      logger.error('Terminals were not told of jobs', { error: describeError(error) });
    });
  };
  return {
    changed: ({ deviceId, claim, userId, cancelRequested, state }) => {
      const device = state === 'printing' ? claim?.deviceId : deviceId;
      if (device !== undefined && device !== null && (state === 'waiting' || cancelRequested)) devices.add(device);
      if (userId !== null) users.add(userId);
      cancel ??= clock.after(GATHER, ringAll);
    },
    stop: () => cancel?.(),
  };
}

/** Of one statement: both engines bound the number of its parameters. */
const NAMED_MOST = 1_000;

async function concerned(
  queries: Queries,
  devices: readonly DeviceId[],
  users: readonly UserId[],
): Promise<readonly TerminalId[]> {
  const found = new Set<TerminalId>();
  for (let from = 0; from < devices.length; from += NAMED_MOST) {
    const living = queries.selectFrom('terminal').select('id').where('revokedAt', 'is', null);
    const rows = await living.where('deviceId', 'in', devices.slice(from, from + NAMED_MOST)).execute();
    for (const { id } of rows) found.add(id);
  }
  for (let from = 0; from < users.length; from += NAMED_MOST) {
    const open = queries.selectFrom('userSession').select('terminalId').distinct().where('endedAt', 'is', null);
    const rows = await open.where('userId', 'in', users.slice(from, from + NAMED_MOST)).execute();
    for (const { terminalId } of rows) found.add(terminalId);
  }
  return [...found];
}
