import { decideReview, type ReviewItem } from '@holdover/api';
import { Alert, Radio, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { NOTE_MOST } from './decision-card.tsx';
import { possibleDecisions } from './possible-decisions.ts';

interface DecideManyDialogProps {
  readonly items: readonly ReviewItem[];
  readonly onClose: () => void;
}

/** The same decision for several, one after another: each stands on its own, as if decided alone. */
export function DecideManyDialog({ items, onClose }: DecideManyDialogProps) {
  const { t, format } = useTexts();
  const [decision, setDecision] = useState<'book' | 'discard'>('book');
  const [note, setNote] = useState('');
  const fitting = items.filter((item) => decisionFor(item, decision) !== null);
  const leftOut = items.length - fitting.length;
  const decide = useDecideAll(onClose);
  const counted = (count: number) => ({ count, number: format.number(count) });
  return (
    <FormDialog
      opened
      title={t('console.review.decideMany', counted(items.length))}
      submit={t(decision === 'book' ? 'console.review.book' : 'console.review.discard')}
      busy={decide.isPending}
      error={decide.error}
      onClose={onClose}
      onSubmit={() => decide.mutate({ items: fitting, decision, note })}
    >
      <p>{t('console.review.manyLead')}</p>
      <Radio.Group
        label={t('console.review.decision')}
        value={decision}
        onChange={(value) => setDecision(value === 'discard' ? 'discard' : 'book')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="book" label={t('console.review.book')} />
          <Radio value="discard" label={t('console.review.discard')} />
        </Stack>
      </Radio.Group>
      {leftOut === 0 ? null : (
        <Alert color="yellow" role="status">
          {t('console.review.manyLeftOut', counted(leftOut))}
        </Alert>
      )}
      <Textarea
        label={t('console.review.note')}
        description={t('console.review.noteHint')}
        maxLength={NOTE_MOST}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' '))}
      />
    </FormDialog>
  );
}

/** Null where it stays open; where nothing is counted, either says that it was seen. */
function decisionFor(item: ReviewItem, wanted: 'book' | 'discard'): 'book' | 'discard' | null {
  const { book, discard } = possibleDecisions(item);
  if (wanted === 'book') return book === null ? (discard === 'nothing' ? 'discard' : null) : 'book';
  return discard === null ? 'book' : 'discard';
}

interface Deciding {
  readonly items: readonly ReviewItem[];
  readonly decision: 'book' | 'discard';
  readonly note: string;
}

/** Goes on where one is refused: another person may have decided it meanwhile. */
function useDecideAll(onDone: () => void) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async ({ items, decision, note }: Deciding) => {
      const refused: unknown[] = [];
      for (const item of items) {
        const made = decisionFor(item, decision) ?? decision;
        await api
          .call(decideReview, { params: { id: item.id }, body: { decision: made, note } })
          .catch((error: unknown) => void refused.push(error));
      }
      return { refused, done: items.length - refused.length };
    },
    onSuccess: ({ refused, done }) => {
      if (done > 0) toasts.done(t('console.review.manyDone', { count: done, number: format.number(done) }));
      if (refused.length > 0) toasts.failed(refused.at(-1));
      onDone();
    },
    onSettled: () => {
      for (const queryKey of [keys.review, keys.sessions, keys.activities])
        void queries.invalidateQueries({ queryKey });
    },
  });
}
