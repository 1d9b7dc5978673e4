import type { BootTime, SessionId } from '@holdover/kernel';
import type { Desk, DeskEffect, DeskOrder } from './desk-state.ts';
import type { Panel, Step, VisitScreen } from './panel-state.ts';
import { go, stay } from './step-parts.ts';

export function openDesk(): Desk {
  return {
    lastAsk: 0,
    scanner: { ask: 0, at: null, waits: false, answer: null },
    copy: {},
    scan: {},
    target: null,
    redirects: false,
    tasks: null,
    shown: null,
    order: null,
    lockTrouble: null,
  };
}

export const withDesk = (visit: VisitScreen, change: Partial<Desk>): VisitScreen => ({
  ...visit,
  desk: { ...visit.desk, ...change },
});

export interface Sending extends Pick<DeskOrder, 'kind' | 'task'> {
  readonly effect: (of: { readonly session: SessionId; readonly ask: number }) => DeskEffect;
}

/** One order at a time; a second touch sends nothing. */
export function send(panel: Panel, visit: VisitScreen, { kind, task, effect }: Sending, now: BootTime): Step {
  if (visit.desk.order !== null) return stay(panel);
  const ask = visit.desk.lastAsk + 1;
  const next = withDesk(
    { ...visit, notice: null },
    { lastAsk: ask, order: { kind, task, ask, at: now }, lockTrouble: null },
  );
  return go(panel, next, effect({ session: visit.session.id, ask }));
}

/** The tasks' own set-up, where a person chooses what is to be scanned. */
export const isSetUp = ({ view }: VisitScreen): boolean => view === 'copy' || view === 'scan';

export function askScanner(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const ask = visit.desk.lastAsk + 1;
  const scanner = { ...visit.desk.scanner, ask, at: now, waits: true };
  const next = withDesk(visit, { lastAsk: ask, scanner });
  return go(panel, next, { type: 'ask-scanner', session: visit.session.id, ask });
}
