import type { userDeletion } from '@holdover/api';
import type { Clock, UserId } from '@holdover/kernel';
import type * as z from 'zod';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { TerminalDirectory } from '../../fleet.ts';
import type { Stores } from '../../stores.ts';
import { readUser } from './users.ts';

export interface UserDeletionDeps {
  readonly database: Pick<Database, 'queries'>;
  readonly stores: Stores;
  readonly signals: Pick<FleetSignals, 'holdersOf'>;
  readonly terminals: TerminalDirectory;
  readonly clock: Clock;
}

/** B7h: what goes when somebody is deleted, and what stays. @throws ProblemFault `not-found` */
export async function userDeletionOf(
  { database: { queries }, stores, signals, terminals, clock }: UserDeletionDeps,
  id: UserId,
): Promise<z.output<typeof userDeletion.answer>> {
  const { pins, cards } = await readUser({ stores }, id);
  const jobs = (await stores.jobs.unfinishedOf(id)).filter(({ state }) => state === 'held' || state === 'waiting');
  const held = (await stores.credentials.ofUser(id)).map((credential) => credential.id);
  const holders = await signals.holdersOf({ queries, at: clock.wall() }, held);
  const linked = await terminals.terminalsOf([...new Set(holders.map(({ deviceId }) => deviceId))]);
  const isAway = ({ terminalId, deviceId }: (typeof holders)[number]): boolean => {
    const there = linked.get(deviceId);
    // A terminal that was revoked and is away holds what it held.
    return there?.id !== terminalId || there.link !== 'online';
  };
  const count = async (table: 'userSession' | 'activity'): Promise<number> => {
    const counting = queries.selectFrom(table).where('userId', '=', id);
    const { rows } = await counting.select(({ fn }) => fn.countAll<number>().as('rows')).executeTakeFirstOrThrow();
    return Number(rows);
  };
  return {
    jobs: jobs.length,
    pins,
    cards,
    terminals: holders.length,
    terminalsAway: holders.filter(isAway).length,
    sessions: await count('userSession'),
    activities: await count('activity'),
  };
}
