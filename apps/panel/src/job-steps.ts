import type { PanelJob } from '@holdover/api';
import type { BootTime, JobId } from '@holdover/kernel';
import type { Effect, Input, JobOrder, Panel, Step, Underway, VisitScreen } from './panel-state.ts';
import { go, stay, type InputOf } from './step-parts.ts';

export function onJobInput(panel: Panel, visit: VisitScreen, input: Input, now: BootTime): Step {
  switch (input.type) {
    case 'job-toggled':
      return go(panel, { ...visit, selected: toggled(visit, input.id) });
    case 'all-toggled':
      return go(panel, { ...visit, selected: allSelected(visit) ? [] : selectableIds(visit) });
    case 'print-asked':
      return print(panel, visit, input.which);
    case 'cancel-asked':
      return order(panel, visit, 'cancel', [input.id]);
    case 'removal-asked':
      if (visit.selected.length === 0) return stay(panel);
      return go(panel, { ...visit, dialog: { kind: 'remove', ids: visit.selected } });
    case 'removal-confirmed':
      if (visit.dialog?.kind !== 'remove') return stay(panel);
      return order(panel, { ...visit, dialog: null }, 'remove', visit.dialog.ids);
    case 'order-answered':
      return go(panel, settle(visit, input, now));
    default:
      return stay(panel);
  }
}

/** The terminal's list is the truth: it ends what was underway and drops what is selected no longer. */
export function listJobs(visit: VisitScreen, items: readonly PanelJob[], now: BootTime): VisitScreen {
  const next: VisitScreen = { ...visit, jobs: { items, at: now } };
  const selectable = new Set(selectableIds(next));
  return {
    ...next,
    selected: visit.selected.filter((id) => selectable.has(id)),
    underway: visit.underway.filter((entry) => !isSettled(entry, items)),
  };
}

/** Jobs that can be released now. */
export function printableIds(visit: VisitScreen): readonly JobId[] {
  return jobsOf(visit)
    .filter((job) => job.state === 'held' && job.available && !isUnderway(visit, job.id))
    .map(({ id }) => id);
}

/** Jobs that wait: a job that cannot be released now can still be deleted. */
export function selectableIds(visit: VisitScreen): readonly JobId[] {
  return jobsOf(visit)
    .filter((job) => job.state === 'held' && !isUnderway(visit, job.id))
    .map(({ id }) => id);
}

export function isUnderway(visit: VisitScreen, id: JobId, order?: JobOrder): boolean {
  return visit.underway.some((entry) => entry.id === id && (order === undefined || entry.order === order));
}

export function allSelected(visit: VisitScreen): boolean {
  const ids = selectableIds(visit);
  return ids.length > 0 && ids.every((id) => visit.selected.includes(id));
}

const jobsOf = (visit: VisitScreen): readonly PanelJob[] => visit.jobs?.items ?? [];

function toggled(visit: VisitScreen, id: JobId): readonly JobId[] {
  if (visit.selected.includes(id)) return visit.selected.filter((other) => other !== id);
  return selectableIds(visit).includes(id) ? [...visit.selected, id] : visit.selected;
}

function print(panel: Panel, visit: VisitScreen, which: 'all' | 'selected'): Step {
  const printable = printableIds(visit);
  const ids = which === 'all' ? printable : printable.filter((id) => visit.selected.includes(id));
  return order(panel, { ...visit, view: 'jobs' }, 'print', ids);
}

function order(panel: Panel, visit: VisitScreen, kind: JobOrder, ids: readonly JobId[]): Step {
  const fresh = ids.filter((id) => !isUnderway(visit, id));
  const [first] = fresh;
  if (first === undefined) return stay(panel);
  const underway: readonly Underway[] = [...visit.underway, ...fresh.map((id) => ({ id, order: kind }))];
  const session = visit.session.id;
  const effect: Effect =
    kind === 'cancel' ? { type: 'cancel', session, id: first } : { type: kind, session, ids: fresh };
  const selected = visit.selected.filter((id) => !fresh.includes(id));
  return go(panel, { ...visit, underway, selected, notice: null }, effect);
}

function settle(visit: VisitScreen, input: InputOf<'order-answered'>, now: BootTime): VisitScreen {
  const { answer } = input;
  if (answer.is === 'done') return visit;
  const underway = visit.underway.filter(({ id, order: kind }) => kind !== input.order || !input.ids.includes(id));
  const refused = answer.is === 'refused';
  const notice = {
    code: refused ? answer.code : 'unreachable',
    reason: refused ? answer.reason : null,
    at: now,
  } as const;
  return { ...visit, underway, notice };
}

function isSettled({ id, order: kind }: Underway, items: readonly PanelJob[]): boolean {
  const job = items.find((item) => item.id === id);
  if (job === undefined) return true;
  switch (kind) {
    case 'print':
      return job.state !== 'held';
    case 'cancel':
      return job.state !== 'printing' && job.state !== 'held';
    case 'remove':
      return false;
    default:
      return kind;
  }
}
