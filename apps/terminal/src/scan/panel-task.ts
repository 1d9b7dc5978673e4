import type { PanelTask } from '@holdover/api';
import { unreachable } from '@holdover/kernel';
import type { RunProgress } from '../print/print-line.ts';
import type { ScanTarget, TaskOrder } from './task-order.ts';
import { pagesOf, type TaskState } from './task.ts';

export interface ShownTask {
  readonly order: TaskOrder;
  readonly state: TaskState;
  /** Of a copy that prints, or did. */
  readonly progress: RunProgress | undefined;
  /** Pages that are still here. */
  readonly previews: number;
  /** Of a scan: it may be another than was asked for first. */
  readonly target: ScanTarget | null;
}

/** A copy or scan as the panel shows it. */
export function panelTaskOf({ order, state, progress, previews, target }: ShownTask): PanelTask {
  const { id, want } = order;
  const pages = pagesOf(state);
  const isPrinted = state.at === 'printing' || state.at === 'over';
  return {
    id,
    kind: want.kind,
    state: stateWord(state),
    pages,
    impressions: isPrinted ? (progress?.impressions ?? 0) : 0,
    impressionsExpected: want.kind === 'copy' && isPrinted ? pages * want.ticket.copies : null,
    reason: reasonOf(state, progress),
    canRetry: state.at === 'over' && state.kept,
    previews,
    target: target && { id: target.id, kind: target.kind, name: target.name },
  };
}

function stateWord(state: TaskState): PanelTask['state'] {
  switch (state.at) {
    case 'recording':
    case 'asking':
    case 'fetching':
    case 'held-up':
    case 'ending':
      return 'scanning';
    case 'more':
    case 'printing':
    case 'delivering':
      return state.at;
    case 'over':
      return state.as;
    default:
      return unreachable(state);
  }
}

function reasonOf(state: TaskState, progress: RunProgress | undefined): PanelTask['reason'] {
  switch (state.at) {
    case 'held-up':
    case 'more':
      return state.why;
    case 'printing':
      return progress?.waitsFor ?? null;
    case 'over':
      return state.reason;
    default:
      return null;
  }
}
