import { alertKindField, type Alert as ApiAlert } from '@holdover/api';
import { makeId, toRfc3339, type AlertId, type Entropy, type TerminalId } from '@holdover/kernel';
import { SYSTEM, type Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { EventHub } from '../../events/event-hub.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Alert, NewAlert } from './alert-store.ts';
import { createSqlAlertStore } from './alert-store-sql.ts';

/** What administrators hear of unasked. An alert that stands is not raised again. */
export interface Alerts {
  raise(alert: NewAlert): Promise<void>;
  /** What it was about is over. */
  clear(id: AlertId): Promise<void>;
  /** With the change that ends a terminal: whatever stands about it is over. */
  clearOf(change: Change, terminalId: TerminalId): Promise<void>;
  /** Somebody has seen to it. @throws ProblemFault `not-found` */
  dismiss(actor: Actor, id: AlertId): Promise<Alert>;
}

export interface AlertsDeps {
  readonly changes: Changes;
  readonly entropy: Entropy;
  readonly events: EventHub;
}

export function createAlerts({ changes, entropy, events }: AlertsDeps): Alerts {
  return {
    raise: (alert) =>
      changes.make(SYSTEM, async (change) => {
        const id = makeId('alert', change.at, entropy);
        const raised = await createSqlAlertStore(change.queries).raise({ ...alert, id, raisedAt: change.at });
        if (raised === undefined) return;
        change.afterCommit(() => events.publish({ name: 'alert.raised', data: toApi(raised) }));
      }),
    clear: (id) =>
      changes.make(SYSTEM, async (change) => {
        const cleared = await createSqlAlertStore(change.queries).clear(id, change.at);
        if (cleared === undefined) return;
        change.afterCommit(() => events.publish({ name: 'alert.cleared', data: toApi(cleared) }));
      }),
    clearOf: async (change, terminalId) => {
      const store = createSqlAlertStore(change.queries);
      const standing = await store.standing(alertKindField.options);
      for (const { id } of standing.filter((alert) => alert.terminalId === terminalId)) {
        const cleared = await store.clear(id, change.at);
        if (cleared === undefined) continue;
        change.afterCommit(() => events.publish({ name: 'alert.cleared', data: toApi(cleared) }));
      }
    },
    dismiss: (actor, id) =>
      changes.make(actor, async (change) => {
        const store = createSqlAlertStore(change.queries);
        const cleared = await store.clear(id, change.at);
        const alert = cleared ?? (await store.read(id));
        if (alert === undefined) throw new ProblemFault('not-found');
        if (cleared === undefined) return alert;
        const target = { kind: 'alert', id, name: alert.deviceName };
        await change.audit({ action: 'alert.dismissed', target, before: { kind: alert.kind }, after: null });
        change.afterCommit(() => events.publish({ name: 'alert.cleared', data: toApi(cleared) }));
        return alert;
      }),
  };
}

export function toApi({ raisedAt, clearedAt, ...alert }: Alert): ApiAlert {
  return { ...alert, raisedAt: toRfc3339(raisedAt), clearedAt: clearedAt && toRfc3339(clearedAt) };
}
