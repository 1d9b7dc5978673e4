import { cancelImport, type UserImport } from '@holdover/api';
import { Alert, Button, Progress, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { COUNTS, WOULD } from './count-titles.ts';
import { importReason } from './import-reasons.ts';
import { ImportState, shownStage } from './import-state.tsx';
import classes from './imports.module.css';

const COUNTED = ['rows', 'added', 'changed', 'deactivated', 'failed'] as const;

/** How one import goes, live, and how to end it; then what came of it. */
export function ImportProgress({ of: current }: { of: UserImport }) {
  const { t, format } = useTexts();
  const titles = current.dryRun ? WOULD : COUNTS;
  return (
    <Stack gap="md">
      {current.state === 'failed' ? (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('console.import.failed')} role="alert">
          {t('console.import.failedText', { reason: importReason(t, current.reason ?? '–') })}
        </Alert>
      ) : (
        <div className={classes['stateRow']}>
          <div role="status">
            <ImportState of={current} />
          </div>
          {current.state === 'running' ? <Cancel of={current} /> : null}
        </div>
      )}
      {current.state === 'cancelled' && !current.dryRun ? <p>{t('console.imports.cancelledText')}</p> : null}
      {current.state === 'running' ? <Bar of={current} /> : null}
      <dl className={classes['counts']}>
        {COUNTED.map((name) => (
          <div key={name}>
            <dt>{t(titles[name])}</dt>
            <dd>{format.number(current[name])}</dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}

/** While it reads nobody knows how much there is; from then on each stage goes through all of it. */
function Bar({ of: current }: { of: UserImport }) {
  const { rows, rowsDone, stage } = current;
  const { t, format } = useTexts();
  const known = (stage === 'applying' || stage === 'comparing') && rows > 0;
  const label = t(`console.imports.stage.${shownStage(current)}`);
  return (
    <div>
      <Progress value={known ? (100 * rowsDone) / rows : 100} animated={!known} aria-label={label} />
      {known ? (
        <div className={`${classes['of']} tabular`}>
          {t('console.overview.ofTotal', { part: format.number(rowsDone), total: format.number(rows) })}
        </div>
      ) : null}
    </div>
  );
}

function Cancel({ of: { id } }: { of: UserImport }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const may = useMay();
  const cancel = useMutation({
    mutationFn: () => api.call(cancelImport, { params: { id } }),
    onSuccess: (now) => queries.setQueryData(keys.import(id), now),
    onError: toasts.failed,
  });
  return may('users:write') ? (
    <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
      {t('fixed.cancel')}
    </Button>
  ) : null;
}
