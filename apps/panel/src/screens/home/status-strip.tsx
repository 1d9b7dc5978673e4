import type { PanelTask } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import type { Input, VisitScreen } from '../../panel-state.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { activeTask } from '../../task-steps.ts';
import type { Texts } from '../../texts.ts';
import { progressText, taskWords } from '../task/task-words.ts';

/** What goes on while the person is elsewhere, and the way back to it. */
export function StatusStrip({ visit }: { readonly visit: VisitScreen }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const task = activeTask(visit);
  const { unlocked } = visit.session;
  return (
    <div class="strips" role="status">
      {task !== null && <Strip icon={task.kind} {...stripOf(task, t)} input={{ type: 'task-opened', id: task.id }} />}
      {unlocked !== null && (
        <Strip
          icon="unlock"
          heading={t('panelTasks.strip.unlocked')}
          detail={unlocked.impressions === null ? null : t('panelTasks.unlock.pages', { count: unlocked.impressions })}
          waits={false}
          input={{ type: 'view-opened', view: 'unlock' }}
        />
      )}
    </div>
  );
}

interface StripProps {
  readonly icon: IconName;
  readonly heading: string;
  readonly detail: string | null;
  /** For the person: nothing goes on without them. */
  readonly waits: boolean;
  readonly input: Input;
}

function Strip({ icon, heading, detail, waits, input }: StripProps) {
  const { texts, dispatch } = usePanelApp();
  return (
    <button type="button" class={waits ? 'strip strip--waits' : 'strip'} onClick={() => dispatch(input)}>
      <Icon name={waits ? 'warning' : icon} />
      <span class="strip__words">
        <span class="strip__heading">{heading}</span>
        {detail !== null && <span class="strip__detail">{detail}</span>}
      </span>
      <span class="strip__show">
        {texts.value('panelTasks.strip.show')}
        <Icon name="next" />
      </span>
    </button>
  );
}

function stripOf(task: PanelTask, t: Texts): Pick<StripProps, 'heading' | 'detail' | 'waits'> {
  const { tone, heading } = taskWords(task, t);
  const waits = tone !== 'work';
  return { heading, detail: progressText(task, t), waits };
}
