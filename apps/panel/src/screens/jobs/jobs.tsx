import { allSelected, printableIds, selectableIds } from '../../job-steps.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { EmptyJobs } from './empty-jobs.tsx';
import { JobRow } from './job-row.tsx';
import './jobs.css';

/** Everything that waits for this person, newest first, wherever it waits. */
export function Jobs({ visit }: { readonly visit: VisitScreen }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { jobs } = visit;
  if (jobs === null) return <div class="jobs" aria-busy="true" />;
  if (jobs.items.length === 0) return <EmptyJobs />;
  const newestFirst = [...jobs.items].sort((a, b) => a.ageSeconds - b.ageSeconds);
  return (
    <div class="jobs">
      <ul class="jobs__list" aria-label={t('panel.jobs.list')}>
        {newestFirst.map((job) => (
          <JobRow key={job.id} job={job} heardAt={jobs.at} visit={visit} />
        ))}
      </ul>
      <JobActions visit={visit} />
    </div>
  );
}

function JobActions({ visit }: { readonly visit: VisitScreen }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const count = visit.selected.length;
  const printable = new Set(printableIds(visit));
  const prints = visit.selected.filter((id) => printable.has(id)).length;
  const some = selectableIds(visit).length > 0;
  return (
    <div class="jobs__actions">
      <button type="button" class="button" aria-disabled={!some} onClick={() => dispatch({ type: 'all-toggled' })}>
        <Icon name="check" />
        <span>{t(allSelected(visit) ? 'panel.jobs.selectNone' : 'panel.jobs.selectAll')}</span>
      </button>
      <span class="jobs__gap" />
      <button
        type="button"
        class="button button--delete"
        aria-disabled={count === 0}
        onClick={() => dispatch({ type: 'removal-asked' })}
      >
        <Icon name="trash" />
        <span>{count === 0 ? t('panel.jobs.remove') : t('panel.jobs.removeCount', { count })}</span>
      </button>
      <button
        type="button"
        class="button button--primary"
        aria-disabled={prints === 0}
        onClick={() => dispatch({ type: 'print-asked', which: 'selected' })}
      >
        <Icon name="print" />
        <span>{prints === 0 ? t('panel.jobs.print') : t('panel.jobs.printCount', { count: prints })}</span>
      </button>
    </div>
  );
}
