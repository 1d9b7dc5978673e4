import { decideReview, type ReviewItem } from '@holdover/api';
import { Button, Textarea } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { Card, Facts } from '../../kit/card.tsx';
import { CopyCurl } from '../../kit/copy-curl.tsx';
import { copied } from '../../kit/curl-command.ts';
import { FormProblem } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { ExactTime } from '../../kit/times.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { DecisionWords } from './decision-words.tsx';
import { PagesField } from './pages-field.tsx';
import { possibleDecisions } from './possible-decisions.ts';
import { recordFacts } from './record-facts.ts';
import { ReviewState } from './review-kind.tsx';
import classes from './review.module.css';

export const NOTE_MOST = 1_000;
const NAMES = ['note', 'impressions'];

/** What was decided, or what can be. */
export function DecisionCard({ item }: { item: ReviewItem }) {
  const { t } = useTexts();
  const may = useMay();
  return (
    <Card title={t('console.review.decision')}>
      {item.decision !== null ? (
        <Decided item={item} decision={item.decision} />
      ) : may('accounting:write') ? (
        <DecisionForm item={item} />
      ) : (
        <ReviewState decision={null} />
      )}
    </Card>
  );
}

function Decided({ item, decision }: { item: ReviewItem; decision: NonNullable<ReviewItem['decision']> }) {
  const { t } = useTexts();
  return (
    <div className={classes['record']}>
      <Facts
        items={[
          [t('console.review.decision'), <ReviewState key="state" decision={decision} />],
          [t('console.review.decidedBy'), decision.decidedBy ?? t('console.review.byItself')],
          [t('console.audit.at'), <ExactTime key="at" at={decision.decidedAt} />],
          [
            t('console.review.note'),
            <span key="note" className="break">
              {decision.note === '' ? '–' : decision.note}
            </span>,
          ],
        ]}
      />
      <NextItem after={item} />
    </div>
  );
}

/** Whoever decides one has others before them. */
function NextItem({ after }: { after: ReviewItem }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const open = useInfiniteQuery(resources.reviewItems({}));
  const next = open.data?.pages[0]?.items.find(({ id }) => id !== after.id);
  if (next === undefined) return null;
  return (
    <div>
      <Button
        variant="light"
        rightSection={<IconChevronRight size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/review/$id" params={{ id: next.id }} {...props} />}
      >
        {t('console.review.next')}
      </Button>
    </div>
  );
}

function DecisionForm({ item }: { item: ReviewItem }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const [pages, setPages] = useState<number | null>(null);
  const decide = useDecide(item);
  const { book, discard, countsPages } = possibleDecisions(item);
  const { fields: refused } = fieldProblems(decide.error, NAMES);
  const bodyOf = (decision: 'book' | 'discard') => ({
    decision,
    note,
    ...(decision === 'book' && countsPages && pages !== null ? { impressions: pages } : {}),
  });
  const send = (decision: 'book' | 'discard'): void => decide.mutate(bodyOf(decision));
  return (
    <form className={classes['record']} onSubmit={(event) => event.preventDefault()} noValidate>
      <FormProblem error={decide.error} names={NAMES} />
      {countsPages && book !== null ? (
        <PagesField
          value={pages}
          recorded={recordFacts(item.record).impressions}
          error={refused['impressions']}
          onChange={setPages}
        />
      ) : null}
      <Textarea
        label={t('console.review.note')}
        description={t('console.review.noteHint')}
        maxLength={NOTE_MOST}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        error={refused['note']}
        // The note is one line of text, however it is shown.
        onChange={(event) => setNote(event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' '))}
      />
      <DecisionWords book={book} discard={discard} countsPages={countsPages} />
      <div className={kit['formActions']}>
        <CopyCurl
          request={() =>
            copied(decideReview, { params: { id: item.id }, body: bodyOf(book === null ? 'discard' : 'book') })
          }
        />
        {discard === null ? null : (
          <Button
            variant={discard === 'nothing' ? 'filled' : 'default'}
            disabled={decide.isPending}
            onClick={() => send('discard')}
          >
            {t(discard === 'nothing' ? 'console.review.seen' : 'console.review.discard')}
          </Button>
        )}
        {book === null ? null : (
          <Button loading={decide.isPending} onClick={() => send('book')}>
            {t(discard === null ? 'console.review.seen' : 'console.review.book')}
          </Button>
        )}
      </div>
    </form>
  );
}

function useDecide({ id, kind }: ReviewItem) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (body: Parameters<typeof api.call<typeof decideReview>>[1]['body']) =>
      api.call(decideReview, { params: { id }, body }),
    onSuccess: (decided) => {
      queries.setQueryData(keys.reviewItem(id), decided);
      const said = decided.decision?.decision === 'book' ? 'console.review.booked' : 'console.review.discarded';
      toasts.done(t('console.review.decided', { what: t(`console.review.kind.${kind}.title`), decision: t(said) }));
    },
    // Refused, somebody else was first: what they decided is shown.
    onSettled: () => {
      for (const queryKey of [keys.review, keys.sessions, keys.activities])
        void queries.invalidateQueries({ queryKey });
    },
  });
}
