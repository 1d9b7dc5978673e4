import type { ReviewItem, ReviewKind } from '@holdover/api';
import {
  IconCheck,
  IconDatabaseImport,
  IconFileDiff,
  IconFileUnknown,
  IconGitFork,
  IconHistory,
  IconHourglass,
  IconLinkOff,
  IconQuestionMark,
  IconSortDescendingNumbers,
  IconUserOff,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Status } from '../../kit/status.tsx';

const ICONS: Readonly<Record<ReviewKind, Icon>> = {
  gap: IconLinkOff,
  'changed-record': IconFileDiff,
  fork: IconGitFork,
  rollback: IconHistory,
  unreadable: IconFileUnknown,
  'unknown-outcome': IconQuestionMark,
  'user-not-entitled': IconUserOff,
  'server-restored': IconDatabaseImport,
  'fewer-counted': IconSortDescendingNumbers,
};

/** Why somebody should look. */
export function KindName({ kind }: { kind: ReviewKind }) {
  const { t } = useTexts();
  const Glyph = ICONS[kind];
  return (
    <span className={kit['withIcon']}>
      <Glyph size={17} stroke={1.7} aria-hidden />
      {t(`console.review.kind.${kind}.title`)}
    </span>
  );
}

/** Whether it waits, and else what was decided. */
export function ReviewState({ decision }: Pick<ReviewItem, 'decision'>) {
  const { t } = useTexts();
  if (decision === null) return <Status tone="warn" icon={IconHourglass} word={t('console.review.waits')} />;
  return decision.decision === 'book' ? (
    <Status tone="ok" icon={IconCheck} word={t('console.review.booked')} />
  ) : (
    <Status tone="quiet" icon={IconX} word={t('console.review.discarded')} />
  );
}
