import { tryCardTransformation } from '@holdover/api';
import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import kit from '../../kit/kit.module.css';
import classes from './profiles.module.css';

const PAUSE_MILLISECONDS = 300;
const MOST_NUMBERS = 20;

/** What becomes of numbers while somebody types. Numbers are gone with the page. */
export function TryTransformation({ transformation }: { transformation: string }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const steps = transformation.trim();
  const given = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MOST_NUMBERS);
  const [asked] = useDebouncedValue(JSON.stringify({ steps, given }), PAUSE_MILLISECONDS);
  const tried = useTried(asked);
  const fault = Object.values(fieldProblems(tried.error, ['cardTransformation', 'numbers']).fields)[0];
  return (
    <div className={classes['try']}>
      <Textarea
        label={t('console.profiles.try')}
        description={t('console.profiles.tryHint')}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        autoComplete="off"
        disabled={steps === ''}
        classNames={{ input: 'mono' }}
        placeholder="04:A2:3B:1C"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div role="status" aria-label={t('console.profiles.tryResult')} className={classes['results']}>
        {fault === undefined ? (
          given.length === 0 || tried.data === undefined ? null : (
            <ul>
              {tried.data.map(({ number, card, problem }, index) => (
                <li key={index}>
                  <code className="mono break">{number}</code>
                  {card === null ? (
                    <span data-tone="bad">{problem}</span>
                  ) : (
                    <strong className="mono break">{card}</strong>
                  )}
                </li>
              ))}
            </ul>
          )
        ) : (
          <p className={kit['hint']} data-tone="bad">
            {fault}
          </p>
        )}
      </div>
    </div>
  );
}

function useTried(asked: string) {
  const { api } = useServices();
  const { steps, given }: { steps: string; given: string[] } = JSON.parse(asked);
  return useQuery({
    queryKey: ['card-transformation', asked],
    enabled: steps !== '' && given.length > 0,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const body = { cardTransformation: steps, numbers: given };
      const { items } = await api.call(tryCardTransformation, { body });
      return items.map((item, index) => ({ ...item, number: given[index] ?? '' }));
    },
  });
}
