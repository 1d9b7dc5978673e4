import type { PanelTask } from '@holdover/api';
import type { DeskInput, TaskOrder } from '../../desk-state.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { isActive } from '../../task-steps.ts';
import type { TextKey } from '../../texts.ts';

interface Action {
  readonly text: TextKey;
  readonly icon: IconName;
  readonly input: DeskInput;
  readonly primary?: boolean;
}

interface TaskActionsProps {
  readonly visit: VisitScreen;
  readonly task: PanelTask;
}

/** What can be done about it now; the likely one first and filled. */
export function TaskActions({ visit, task }: TaskActionsProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const { order } = visit.desk;
  const cancelling = order?.kind === 'cancel' && isActive(task);
  return (
    <div class="task__actions">
      {actionsOf(task).map(({ text, icon, input, primary }) => (
        <button
          key={text}
          type="button"
          class={primary === true ? 'button button--primary' : 'button'}
          aria-disabled={order !== null}
          onClick={() => dispatch(input)}
        >
          <Icon name={icon} />
          <span>{t(cancelling && text === 'panelTasks.task.cancel' ? 'panelTasks.task.cancelling' : text)}</span>
        </button>
      ))}
    </div>
  );
}

const ordered = (order: TaskOrder): DeskInput => ({ type: 'task-ordered', order });

const CANCEL: Action = { text: 'panelTasks.task.cancel', icon: 'cross', input: ordered('cancel') };
const LAST_PAGE: Action = { text: 'panelTasks.task.lastPage', icon: 'check', input: ordered('finish') };
const RETRY: Action = { text: 'panelTasks.task.retry', icon: 'retry', input: ordered('retry'), primary: true };
const OTHER_TARGET: Action = {
  text: 'panelTasks.task.otherTarget',
  icon: 'folder',
  input: { type: 'other-target-asked' },
};
const DISCARD: Action = { text: 'panelTasks.task.discard', icon: 'trash', input: { type: 'task-left' } };
const DONE: Action = { text: 'panelTasks.task.home', icon: 'home', input: { type: 'task-left' }, primary: true };

function actionsOf({ kind, state, reason, pages, canRetry }: PanelTask): readonly Action[] {
  switch (state) {
    case 'scanning':
      // Who wants no more of a jam has what is through already.
      return reason !== null && pages > 0 ? [LAST_PAGE, CANCEL] : [CANCEL];
    case 'more': {
      const text = reason === null ? 'panelTasks.task.nextPage' : 'panelTasks.task.goOn';
      return [{ text, icon: 'play', input: ordered('more'), primary: true }, LAST_PAGE, CANCEL];
    }
    case 'failed':
      if (canRetry) return kind === 'scan' ? [RETRY, OTHER_TARGET, DISCARD] : [RETRY, DISCARD];
      return [DONE, again(kind)];
    case 'done':
    case 'held':
    case 'cancelled':
      return [DONE, again(kind)];
    default:
      return [CANCEL];
  }
}

function again(kind: PanelTask['kind']): Action {
  const text = kind === 'copy' ? 'panelTasks.task.copyAgain' : 'panelTasks.task.scanAgain';
  return { text, icon: kind, input: { type: 'task-begun-anew' } };
}
