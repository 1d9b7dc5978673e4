import type { User } from '@holdover/api';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import classes from './users.module.css';

/** What deleting takes away, and what stays, counted at this moment. */
export function DeletionText({ user }: { user: User }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const found = useQuery(resources.deletion(user.id));
  const counted = (key: 'jobs' | 'pins' | 'cards' | 'terminals' | 'away', count: number): string[] =>
    count === 0 ? [] : [t(`console.person.deletion.${key}`, { count, number: format.number(count) })];
  return (
    <Stack gap="sm">
      <p>{t('console.users.deleteText')}</p>
      <strong>{t('console.person.deletion.title')}</strong>
      <ul className={classes['becomes']} aria-busy={found.data === undefined && found.error === null}>
        {found.data === undefined ? (
          found.error === null ? (
            <li className={kit['hint']}>{t('console.person.deletion.loading')}</li>
          ) : null
        ) : (
          [
            ...counted('jobs', found.data.jobs),
            ...counted('pins', found.data.pins),
            ...counted('cards', found.data.cards),
            ...counted('terminals', found.data.terminals),
            ...counted('away', found.data.terminalsAway),
            t('console.person.deletion.records', {
              sessions: format.number(found.data.sessions),
              activities: format.number(found.data.activities),
            }),
          ].map((line) => <li key={line}>{line}</li>)
        )}
      </ul>
    </Stack>
  );
}
