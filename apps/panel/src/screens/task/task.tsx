import type { PanelTask } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { shownTask } from '../../task-steps.ts';
import { Preview } from './preview.tsx';
import { TaskActions } from './task-actions.tsx';
import { progressText, taskWords } from './task-words.ts';
import './task.css';

/** One copy or scan, from its first sheet to its end. */
export function Task({ visit }: { readonly visit: VisitScreen }) {
  const { texts } = usePanelApp();
  const task = shownTask(visit);
  if (task === null) {
    return (
      <div class="task">
        <div class="task__status" role="status">
          <h2>{texts.value('panelTasks.task.gone')}</h2>
        </div>
      </div>
    );
  }
  const previews = task.previews > 0;
  return (
    <div class={`task task--${task.state}${previews ? ' task--previews' : ''}`}>
      {previews && <Preview task={task} page={visit.desk.shown?.page ?? null} />}
      <div class="task__side">
        <TaskStatus task={task} />
        <TaskActions visit={visit} task={task} />
      </div>
    </div>
  );
}

function TaskStatus({ task }: { readonly task: PanelTask }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { tone, icon, heading, text } = taskWords(task, t);
  const progress = progressText(task, t);
  const kept = task.state === 'failed' && task.canRetry && task.pages > 0;
  return (
    <div class={`task__status task__status--${tone}`} role="status" aria-atomic={false}>
      <span class="task__icon">
        <Icon name={icon} />
      </span>
      <h2>{heading}</h2>
      {text !== null && <p>{text}</p>}
      {kept ? (
        <p class="task__progress">{t('panelTasks.task.pagesKept')}</p>
      ) : (
        progress !== null && <p class="task__progress">{progress}</p>
      )}
      {tone === 'work' && <Bar task={task} />}
    </div>
  );
}

function Bar({ task }: { readonly task: PanelTask }) {
  const { state, impressions, impressionsExpected } = task;
  const total = state === 'printing' ? impressionsExpected : null;
  const unknown = total === null || total === 0;
  return (
    <svg class="progress__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="progress__track" width="100" height="6" />
      <rect
        class={unknown ? 'progress__done progress__done--unknown' : 'progress__done'}
        width={unknown ? 30 : Math.min(100, (impressions / total) * 100)}
        height="6"
      />
    </svg>
  );
}
