import type { VisitScreen } from '../../panel-state.ts';
import { Home } from '../home/home.tsx';
import { Jobs } from '../jobs/jobs.tsx';
import { NoticeLine } from './notice-line.tsx';
import { VisitDialogs } from './visit-dialogs.tsx';
import { VisitHeader } from './visit-header.tsx';
import './visit.css';

/** Somebody is logged in: the header stays, the view under it changes. */
export function Visit({ visit }: { readonly visit: VisitScreen }) {
  return (
    <div class="visit">
      <VisitHeader visit={visit} />
      <NoticeLine notice={visit.notice} />
      {visit.view === 'home' ? <Home visit={visit} /> : <Jobs visit={visit} />}
      <VisitDialogs visit={visit} />
    </div>
  );
}
