import { getRouteApi } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SessionTable } from './session-table.tsx';

const route = getRouteApi('/shell/console-sessions');

/** Who is signed in to the console now. */
export function ConsoleSessionsPage() {
  const { t } = useTexts();
  const { administrator } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader title={t('console.consoleSessions.title')} lead={t('console.consoleSessions.lead')} />
      <SessionTable administrator={administrator} onClear={() => void navigate({ search: {} })} />
    </>
  );
}
