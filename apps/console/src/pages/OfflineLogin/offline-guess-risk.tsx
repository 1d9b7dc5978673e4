import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { GuessRiskCard } from '../Authentication/guess-risk-card.tsx';

/** H5, where people decide who can log in by PIN; what mends it is set on a page of its own. */
export function OfflineGuessRisk() {
  const { t } = useTexts();
  const { resources } = useServices();
  const risk = useQuery(resources.pinRisk());
  if (risk.error !== null && risk.data === undefined)
    return <ProblemAlert error={risk.error} onRetry={() => void risk.refetch()} />;
  return (
    <GuessRiskCard
      risk={risk.data}
      brief
      actions={
        <Link to="/settings/authentication" className={kit['link']}>
          {t('console.guessRisk.toAuthentication')}
        </Link>
      }
    />
  );
}
