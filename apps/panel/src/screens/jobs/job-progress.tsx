import type { PanelJob } from '@holdover/api';
import { isUnderway } from '../../job-steps.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { known, type TextKey, type Texts } from '../../texts.ts';

const WAITS_FOR: Readonly<
  Record<NonNullable<PanelJob['waitsFor']>, { readonly icon: IconName; readonly text: TextKey }>
> = {
  busy: { icon: 'clock', text: 'panel.jobs.waitsForDevice' },
  paper: { icon: 'warning', text: 'panel.jobs.waitsForPaper' },
  attention: { icon: 'warning', text: 'panel.jobs.waitsForAttention' },
};

interface JobProgressProps {
  readonly job: PanelJob;
  readonly visit: VisitScreen;
}

/** From the touch to the last page: what the printing device says about this job. */
export function JobProgress({ job, visit }: JobProgressProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const cancelling = isUnderway(visit, job.id, 'cancel');
  const starting = job.state === 'held' && isUnderway(visit, job.id, 'print');
  const waitsFor =
    cancelling || job.waitsFor === undefined || job.state !== 'printing' ? undefined : known(WAITS_FOR, job.waitsFor);
  const active = starting || job.state === 'printing';
  return (
    <div class="progress" role="status">
      {active && (
        <>
          <span class="progress__text">
            {waitsFor === undefined ? null : <Icon name={waitsFor.icon} />}
            {cancelling
              ? t('panel.jobs.cancelling')
              : waitsFor === undefined
                ? progressText(job, starting, t)
                : t(waitsFor.text)}
          </span>
          <Bar job={job} />
          <button
            type="button"
            class="button button--small"
            aria-label={t('panel.jobs.cancelJob', { name: job.name })}
            aria-disabled={cancelling}
            onClick={() => dispatch({ type: 'cancel-asked', id: job.id })}
          >
            {t('panel.jobs.cancel')}
          </button>
        </>
      )}
      {job.state === 'printed' && <Outcome icon="check" kind="done" text={t('panel.jobs.printed')} />}
      {job.state === 'cancelled' && <Outcome icon="cross" kind="quiet" text={t('panel.jobs.cancelled')} />}
      {job.state === 'failed' && <Outcome icon="warning" kind="failed" text={t('panel.jobs.failed')} />}
    </div>
  );
}

interface OutcomeProps {
  readonly icon: 'check' | 'cross' | 'warning';
  readonly kind: 'done' | 'quiet' | 'failed';
  readonly text: string;
}

function Outcome({ icon, kind, text }: OutcomeProps) {
  return (
    <span class={`outcome outcome--${kind}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

function Bar({ job }: { readonly job: PanelJob }) {
  const total = totalPages(job);
  return (
    <svg class="progress__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="progress__track" width="100" height="6" />
      <rect
        class={total === null ? 'progress__done progress__done--unknown' : 'progress__done'}
        width={total === null ? 30 : Math.min(100, (job.impressions / total) * 100)}
        height="6"
      />
    </svg>
  );
}

function totalPages(job: PanelJob): number | null {
  return job.pages === null || job.pages === 0 ? null : job.pages * Math.max(1, job.copies);
}

function progressText(job: PanelJob, starting: boolean, t: Texts): string {
  if (starting) return t('panel.jobs.starting');
  const pages = totalPages(job);
  if (job.impressions === 0) return t('panel.jobs.printing');
  if (pages === null) return t('panel.jobs.printingSoFar', { count: job.impressions });
  return t('panel.jobs.printingPage', { page: Math.min(job.impressions, pages), pages });
}
