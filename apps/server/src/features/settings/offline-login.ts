import type { Assignment, OfflineLoginPreview, OfflineLoginSettings } from '@holdover/api';
import type { Clock, Json } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { previewMembers, type PreviewQuestion } from './preview-members.ts';
import { OFFLINE_LOGIN, readOfflineLogin } from './settings.ts';

export interface OfflineLogin {
  /**
   * A1, A4: all of it or nothing; with `reset` every terminal pulls afresh.
   * @throws ProblemFault `invalid-body` for an id in the assignments that does not exist and was not there before
   */
  save(actor: Actor, next: OfflineLoginSettings, options: SaveOptions): Promise<OfflineLoginSettings>;
  preview(question: PreviewQuestion): Promise<OfflineLoginPreview>;
}

interface SaveOptions {
  readonly reset: boolean;
  readonly check: (current: OfflineLoginSettings) => void;
}

export interface OfflineLoginDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly database: Pick<Database, 'queries'>;
  readonly clock: Clock;
}

export function createOfflineLogin({ stores, changes, signals, database, clock }: OfflineLoginDeps): OfflineLogin {
  return {
    save: (actor, next, { reset, check }) =>
      changes.make(actor, async (change) => {
        const current = await readOfflineLogin(change.stores.settings);
        check(current);
        await requireKnown(change, next, current);
        await change.stores.settings.write(OFFLINE_LOGIN, asJson(next));
        await change.audit({
          action: 'offline-login.changed',
          target: { kind: 'settings', id: null, name: OFFLINE_LOGIN },
          before: asJson(current),
          after: { ...asJson(next), reset },
        });
        await change.raiseRevision();
        await signals.settingsChanged(change, { reset });
        return next;
      }),

    preview: (question) => previewMembers({ stores, database, clock }, question),
  };
}

/** Rows may keep naming what was deleted since: PUT accepts what GET answered. A new name must exist. */
async function requireKnown(
  { stores }: Change,
  next: OfflineLoginSettings,
  current: OfflineLoginSettings,
): Promise<void> {
  const before = new Set<string>(current.userSync.assignments.flatMap(idsOf));
  const faults: FieldFault[] = [];
  for (const [index, row] of next.userSync.assignments.entries()) {
    const pointer = `/userSync/assignments/${index}`;
    const check = async <T extends string>(
      kind: string,
      ids: readonly T[],
      read: (id: T) => Promise<unknown>,
    ): Promise<void> => {
      for (const [place, id] of ids.entries()) {
        if (before.has(id) || (await read(id)) !== undefined) continue;
        faults.push({ pointer: `${pointer}/${kind}/${place}`, code: 'does-not-exist', value: id });
      }
    };
    await check('devices', row.devices, (id) => stores.devices.read(id));
    await check('deviceGroups', row.deviceGroups, (id) => stores.deviceGroups.read(id));
    await check('users', row.users, (id) => stores.users.read(id));
    await check('groups', row.groups, (id) => stores.groups.read(id));
  }
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
}

function idsOf({ devices, deviceGroups, users, groups }: Assignment): readonly string[] {
  return [...devices, ...deviceGroups, ...users, ...groups];
}

function asJson(settings: OfflineLoginSettings): { readonly [key: string]: Json } {
  return {
    ...settings,
    userSync: { ...settings.userSync, assignments: settings.userSync.assignments.map((row) => ({ ...row })) },
  };
}
