import type { UserSource } from '@holdover/api';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { RelativeTime } from '../../kit/times.tsx';
import { ImportState } from '../Imports/import-state.tsx';

/** What came of the last synchronization, and when. */
export function LastRun({ source: { lastImport } }: { source: UserSource }) {
  const { t } = useTexts();
  if (lastImport === null) return t('console.sources.neverRun');
  return (
    <>
      <Link to="/imports/$id" params={{ id: lastImport.id }} className={kit['link']}>
        <ImportState of={lastImport} />
      </Link>
      <div className={kit['hint']}>
        <RelativeTime at={lastImport.startedAt} />
      </div>
    </>
  );
}
