import { printableIds } from '../../job-steps.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Notes } from '../../parts/notes.tsx';
import { reasonAgainst } from '../reason-against.ts';
import { StatusStrip } from './status-strip.tsx';
import { Tile } from './tile.tsx';
import './home.css';

/** What the person came for. A tile that cannot work now says so before it is touched (matrix E). */
export function Home({ visit }: { readonly visit: VisitScreen }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const ready = printableIds(visit).length;
  const waiting = visit.jobs?.items.filter(({ state }) => state === 'held').length ?? 0;
  const printReason = reasonAgainst(visit.session, 'print');
  const printAgainst = printReason ?? (ready === 0 ? 'no-jobs' : null);
  const openJobs = (): void => dispatch({ type: 'view-opened', view: 'jobs' });
  return (
    <div class="home">
      <Notes />
      <StatusStrip visit={visit} />
      <div class="tiles">
        <Tile
          icon="print"
          kind="first"
          title={printAgainst === null ? t('panel.home.printAllCount', { count: ready }) : t('panel.home.printAll')}
          detail={t('panel.home.printAllDetail', { count: ready })}
          against={printAgainst}
          onOpen={() => dispatch({ type: 'print-asked', which: 'all' })}
        />
        <Tile
          icon="jobs"
          title={t('panel.home.myJobs')}
          detail={waiting === 0 ? t('panel.reason.noJobs') : t('panel.home.myJobsDetail', { count: waiting })}
          against={printReason === 'no-jobs' ? null : printReason}
          onOpen={openJobs}
        />
        <Tile
          icon="copy"
          title={t('panel.home.copy')}
          detail={t('panel.home.copyDetail')}
          against={reasonAgainst(visit.session, 'copy')}
          onOpen={() => dispatch({ type: 'view-opened', view: 'copy' })}
        />
        <Tile
          icon="scan"
          title={t('panel.home.scan')}
          detail={t('panel.home.scanDetail')}
          against={reasonAgainst(visit.session, 'scan')}
          onOpen={() => dispatch({ type: 'view-opened', view: 'scan' })}
        />
        <Tile
          icon="unlock"
          title={t('panel.home.unlockPanel')}
          detail={t('panel.home.unlockPanelDetail')}
          against={visit.session.unlocked === null ? reasonAgainst(visit.session, 'unlock-panel') : null}
          onOpen={() => dispatch({ type: 'view-opened', view: 'unlock' })}
        />
      </div>
    </div>
  );
}
