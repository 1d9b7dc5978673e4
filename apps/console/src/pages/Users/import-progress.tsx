import { API_ROOT, type UserImport } from '@holdover/api';
import type { Id } from '@holdover/kernel';
import { Alert, Anchor, Progress, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { importReason } from './import-reasons.ts';
import { readImportReport } from './import-report.ts';
import classes from './users.module.css';

/** How one import goes, live; then what came of it and which rows were left out. */
export function ImportProgress({ id, onFinished }: { id: Id<'import'>; onFinished: (done: UserImport) => void }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const progress = useQuery(resources.import(id));
  const state = progress.data;
  useEffect(() => {
    if (state !== undefined && state.state !== 'running') onFinished(state);
  }, [state, onFinished]);
  if (progress.error !== null && state === undefined) return <ProblemAlert error={progress.error} />;
  if (state === undefined) return null;
  if (state.state === 'failed') {
    return (
      <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('console.import.failed')} role="alert">
        {t('console.import.failedText', { reason: importReason(t, state.reason ?? '–') })}
      </Alert>
    );
  }
  const counts = [
    ['console.import.rows', state.rows],
    ['console.import.added', state.added],
    ['console.import.changed', state.changed],
    ['console.import.deactivated', state.deactivated],
    ['console.import.bad', state.failed],
  ] as const;
  const done = state.state === 'done';
  const word = t(done ? (state.dryRun ? 'console.import.checked' : 'console.import.done') : 'console.import.running');
  return (
    <Stack gap="sm">
      <div role="status">
        {done ? <IconCircleCheck size={18} aria-hidden style={{ verticalAlign: '-3px' }} /> : null}{' '}
        <strong>{word}</strong>
      </div>
      {done ? null : <Progress value={100} animated aria-label={word} />}
      <dl className={classes['counts']}>
        {counts.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {done && state.failed > 0 ? <Report id={id} /> : null}
    </Stack>
  );
}

function Report({ id }: { id: Id<'import'> }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const report = useQuery(resources.importErrors(id));
  if (report.data === undefined) return null;
  return (
    <>
      <div className={classes['report']} tabIndex={0} role="region" aria-label={t('console.import.badRows')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('console.import.line')}</th>
              <th scope="col">{t('console.import.column')}</th>
              <th scope="col">{t('console.import.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {readImportReport(report.data).map((row) => (
              <tr key={`${row.line} ${row.column} ${row.reason}`}>
                <td className="tabular">{row.line}</td>
                <td>{row.column}</td>
                <td>{importReason(t, row.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Anchor href={`${API_ROOT}/imports/${id}/errors`} download="holdover-import-errors.csv" size="sm">
        {t('console.import.download')}
      </Anchor>
    </>
  );
}
