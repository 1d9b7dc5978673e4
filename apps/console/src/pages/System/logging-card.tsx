import { putLogging, type LoggingSettings, type System } from '@holdover/api';
import { Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
const AS_STARTED = 'asStarted';

/** How much servers write; what is chosen counts at once, so there is nothing to save. */
export function LoggingCard({ now }: { now: System['logLevel'] | undefined }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.logging());
  return (
    <Card title={t('console.logging.title')}>
      <Loaded query={settings}>
        {({ level }) => (
          <Stack gap="sm">
            <LevelSelect level={level} />
            {now === undefined ? null : (
              <p role="status" className={kit['hint']}>
                {now === null
                  ? t('console.logging.silent')
                  : t('console.logging.now', { level: t(`console.logging.levelOf.${now}`) })}
              </p>
            )}
          </Stack>
        )}
      </Loaded>
    </Card>
  );
}

function LevelSelect({ level }: LoggingSettings) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const mayWrite = useMay()('settings:write');
  const put = async (body: LoggingSettings): Promise<void> => {
    queries.setQueryData(keys.logging, await api.call(putLogging, { body }));
    await queries.invalidateQueries({ queryKey: keys.system });
  };
  const change = useMutation({
    mutationFn: async (body: LoggingSettings) => {
      await put(body);
      return level; // as it was when this began
    },
    onSuccess: (before) => toasts.done(t('console.logging.saved'), () => put({ level: before })),
    onError: toasts.failed,
  });
  return (
    <Select
      label={t('console.logging.level')}
      description={t('console.logging.levelHint')}
      allowDeselect={false}
      disabled={!mayWrite || change.isPending}
      data={([AS_STARTED, ...LEVELS] as const).map((value) => ({
        value,
        label: t(`console.logging.levelOf.${value}`),
      }))}
      value={level ?? AS_STARTED}
      onChange={(value) => change.mutate({ level: LEVELS.find((one) => one === value) ?? null })}
    />
  );
}
