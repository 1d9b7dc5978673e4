import type { Activity } from '@holdover/api';
import { IconUserQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { Hint } from '../../kit/hint.tsx';
import kit from '../../kit/kit.module.css';

/** Whose pages these are: somebody's, nobody's that is known (F7), or somebody's who was deleted. */
export function ActivityOwner({ activity }: { activity: Activity }) {
  const { t } = useTexts();
  const { userId, userName, unauthenticated } = activity;
  if (unauthenticated) {
    return (
      <Hint label={t('console.activities.unauthenticatedHint')}>
        <span className={kit['withIcon']} data-tone="warn" tabIndex={0}>
          <IconUserQuestion size={17} stroke={1.8} aria-hidden />
          {t('console.activities.unauthenticated')}
        </span>
      </Hint>
    );
  }
  if (userId === null || userName === null) return t('console.sessions.deletedUser');
  return (
    <Link to="/users/$id" params={{ id: userId }} className={kit['link']}>
      {userName}
    </Link>
  );
}
