import { useTexts, type TextKey } from '../../app/texts.tsx';
import type { BookEffect, DiscardEffect, PossibleDecisions } from './possible-decisions.ts';
import classes from './review.module.css';

const BOOK: Readonly<Record<BookEffect, TextKey>> = {
  keeps: 'console.review.effect.bookKeeps',
  adds: 'console.review.effect.bookAdds',
  'adds-print': 'console.review.effect.bookAddsPrint',
  nothing: 'console.review.effect.nothing',
};
const DISCARD: Readonly<Record<DiscardEffect, TextKey>> = {
  session: 'console.review.effect.discardSession',
  activity: 'console.review.effect.discardActivity',
  fork: 'console.review.effect.discardFork',
  stays: 'console.review.effect.discardStays',
  nothing: 'console.review.effect.nothing',
};

/** What each decision means here. */
export function DecisionWords({ book, discard, countsPages }: PossibleDecisions) {
  const { t } = useTexts();
  if (book === 'nothing' || discard === 'nothing') return <p>{t('console.review.effect.nothing')}</p>;
  return (
    <dl className={classes['words']}>
      {book === null ? null : (
        <div>
          <dt>{t('console.review.book')}</dt>
          <dd>{t(book === 'keeps' && countsPages ? 'console.review.effect.bookKeepsPages' : BOOK[book])}</dd>
        </div>
      )}
      {discard === null ? null : (
        <div>
          <dt>{t('console.review.discard')}</dt>
          <dd>{t(DISCARD[discard])}</dd>
        </div>
      )}
    </dl>
  );
}
