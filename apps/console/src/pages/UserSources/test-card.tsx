import { testUserSource, type UserSource } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { IconCheck, IconPlugConnected, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { Status } from '../../kit/status.tsx';
import { UserState } from '../Users/user-state.tsx';
import classes from './sources.module.css';

type Tried = Awaited<ReturnType<typeof useTried>>['data'];

/** Step by step, with the first people it would bring; nothing is changed. */
export function TestCard({ source, unsaved }: { source: UserSource; unsaved: boolean }) {
  const { t } = useTexts();
  const test = useTried(source);
  return (
    <Card
      title={t('console.sources.testTitle')}
      actions={
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlugConnected size={17} aria-hidden />}
          disabled={unsaved}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {t('console.sources.test')}
        </Button>
      }
    >
      <Stack gap="md">
        <p className={kit['hint']}>{t(unsaved ? 'console.sources.notSaved' : 'console.sources.testHint')}</p>
        {test.error === null ? null : <ProblemAlert error={test.error} />}
        <div role="status">{test.data === undefined ? null : <Steps tried={test.data} />}</div>
        {test.data === undefined || !test.data.ok ? null : <People people={test.data.people} />}
      </Stack>
    </Card>
  );
}

function useTried({ id }: UserSource) {
  const { api } = useServices();
  return useMutation({ mutationFn: () => api.call(testUserSource, { params: { id } }) });
}

function Steps({ tried }: { tried: NonNullable<Tried> }) {
  const { t, format } = useTexts();
  return (
    <ol className={classes['steps']}>
      {tried.steps.map(({ step, ok, milliseconds, code, said }) => (
        <li key={step}>
          <strong>{t(`console.sources.step.${step}`)}</strong>
          {ok ? (
            <Status tone="ok" icon={IconCheck} word={t('console.sources.stepOk')} />
          ) : (
            <Status tone="bad" icon={IconX} word={t('console.sources.stepFailed')} />
          )}
          <span className={`${kit['hint']} tabular`}>
            {t('console.sources.stepMilliseconds', { number: format.number(milliseconds) })}
          </span>
          {code === null && said === null ? null : (
            <p>
              {code === null ? null : t(`sourceFailure.${code}`)}
              {said === null ? null : <code className="mono break">{said}</code>}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function People({ people }: { people: NonNullable<Tried>['people'] }) {
  const { t, format } = useTexts();
  if (people.length === 0) return <p>{t('console.sources.testNobody')}</p>;
  return (
    <div className={classes['people']} role="region" tabIndex={0} aria-label={t('console.sources.testPeople')}>
      <table>
        <caption>{t('console.sources.testPeople')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('console.users.userName')}</th>
            <th scope="col">{t('console.users.fullName')}</th>
            <th scope="col">{t('console.users.email')}</th>
            <th scope="col">{t('console.users.groups')}</th>
            <th scope="col">{t('console.users.cards')}</th>
            <th scope="col">{t('console.users.state')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.userName}>
              <td>{person.userName}</td>
              <td>{person.fullName}</td>
              <td className="break">{person.email ?? '–'}</td>
              <td>{person.groups.length === 0 ? '–' : format.list(person.groups)}</td>
              <td className="tabular">{format.number(person.cards)}</td>
              <td>
                <UserState enabled={person.enabled} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
