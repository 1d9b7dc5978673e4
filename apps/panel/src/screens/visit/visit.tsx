import type { VisitScreen } from '../../panel-state.ts';
import { AccountView } from '../account/account.tsx';
import { Home } from '../home/home.tsx';
import { Jobs } from '../jobs/jobs.tsx';
import { CopySetUp } from '../copy/copy-set-up.tsx';
import { ScanSetUp } from '../scan/scan-set-up.tsx';
import { Task } from '../task/task.tsx';
import { Unlock } from '../unlock/unlock.tsx';
import { NoticeLine } from './notice-line.tsx';
import { VisitDialogs } from './visit-dialogs.tsx';
import { VisitHeader } from './visit-header.tsx';
import './visit.css';

/** Somebody is logged in: the header stays, the view under it changes. */
export function Visit({ visit }: { readonly visit: VisitScreen }) {
  return (
    <div class="visit">
      <VisitHeader visit={visit} />
      <NoticeLine notice={visit.notice} goodNews={visit.goodNews} />
      <View visit={visit} />
      <VisitDialogs visit={visit} />
    </div>
  );
}

function View({ visit }: { readonly visit: VisitScreen }) {
  switch (visit.view) {
    case 'account':
      return <AccountView visit={visit} />;
    case 'jobs':
      return <Jobs visit={visit} />;
    case 'copy':
      return <CopySetUp visit={visit} />;
    case 'scan':
      return <ScanSetUp visit={visit} />;
    case 'task':
      return <Task visit={visit} />;
    case 'unlock':
      return <Unlock visit={visit} />;
    default:
      return <Home visit={visit} />;
  }
}
