import type { PanelJob } from '@holdover/api';
import type { BootTime } from '@holdover/kernel';
import { ago } from '../../formats.ts';
import { isUnderway } from '../../job-steps.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { known, reasonText, type TextKey } from '../../texts.ts';
import { JobProgress } from './job-progress.tsx';

interface Place {
  readonly icon: IconName;
  readonly text: TextKey;
}
const PLACES: Readonly<Record<PanelJob['waits'], Place>> = {
  device: { icon: 'device', text: 'panel.jobs.waitsDevice' },
  workstation: { icon: 'workstation', text: 'panel.jobs.waitsWorkstation' },
  server: { icon: 'server', text: 'panel.jobs.waitsServer' },
};
const ELSEWHERE: Place = { icon: 'clock', text: 'panel.jobs.waitsElsewhere' };

interface JobRowProps {
  readonly job: PanelJob;
  readonly heardAt: BootTime;
  readonly visit: VisitScreen;
}

export function JobRow({ job, heardAt, visit }: JobRowProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const waits = job.state === 'held' && !isUnderway(visit, job.id);
  const place = known(PLACES, job.waits) ?? ELSEWHERE;
  const dimmed = waits && !job.available;
  return (
    <li class={`job job--${job.state}${dimmed ? ' job--unavailable' : ''}`}>
      <label class="job__choice">
        <input
          type="checkbox"
          checked={visit.selected.includes(job.id)}
          disabled={!waits}
          aria-label={t('panel.jobs.select', { name: job.name })}
          onChange={() => dispatch({ type: 'job-toggled', id: job.id })}
        />
        <span class="job__box" aria-hidden="true">
          <Icon name="check" />
        </span>
        <span class="job__words">
          <span class="job__name">{job.name}</span>
          <span class="job__facts">
            <Facts job={job} />
            <span class="job__place">
              <Icon name={place.icon} />
              {t(place.text)}
            </span>
            <Age job={job} heardAt={heardAt} />
          </span>
        </span>
      </label>
      <div class="job__state">
        {dimmed ? (
          <p class="job__reason">
            <Icon name="info" />
            <span>{t(whyNot(job))}</span>
          </p>
        ) : (
          <JobProgress job={job} visit={visit} />
        )}
      </div>
    </li>
  );
}

/** What the server holds and this device cannot get lacks the server, whatever else. */
function whyNot({ reason, waits }: PanelJob): TextKey {
  if (reason !== undefined) return reasonText(reason);
  return waits === 'server' ? 'fixed.needsPrintServer' : 'panel.reason.other';
}

function Facts({ job }: { readonly job: PanelJob }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const pages = job.pages === null ? t('panel.jobs.pagesUnknown') : t('panel.jobs.pages', { count: job.pages });
  return (
    <>
      <span>{pages}</span>
      {job.copies > 1 && <span>{t('panel.jobs.copies', { count: job.copies })}</span>}
      <span class={job.color ? 'job__color' : ''}>{t(job.color ? 'panel.jobs.color' : 'panel.jobs.monochrome')}</span>
    </>
  );
}

function Age({ job, heardAt }: { readonly job: PanelJob; readonly heardAt: BootTime }) {
  const { texts, now } = usePanelApp();
  const t = texts.value;
  const age = job.ageSeconds + (now.value - heardAt) / 1_000;
  return <span>{ago(age, t.language) ?? t('panel.jobs.justNow')}</span>;
}
