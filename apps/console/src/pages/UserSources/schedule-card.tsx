import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import type { PartProps } from './source-form.tsx';
import classes from './sources.module.css';

/** When it is read, and what becomes of people who are gone. */
export function ScheduleCard({ draft, errors, change }: PartProps) {
  const { t } = useTexts();
  return (
    <Card title={t('console.sources.schedule')}>
      <Stack>
        <Switch
          label={t('console.sources.enabled')}
          description={t('console.sources.enabledHint')}
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <div className={classes['pairs']}>
          <TextInput
            label={t('console.sources.hours')}
            description={t('console.sources.hoursHint')}
            inputMode="numeric"
            autoComplete="off"
            value={draft.intervalHours}
            error={errors['intervalHours']}
            onChange={(event) => change({ intervalHours: event.currentTarget.value })}
          />
          <Select
            label={t('console.sources.language')}
            description={t('console.sources.languageHint')}
            clearable
            placeholder={t('console.sources.organisationLanguage')}
            data={[
              { value: 'en', label: 'English' },
              { value: 'de', label: 'Deutsch' },
            ]}
            value={draft.language}
            error={errors['language']}
            onChange={(value) => change({ language: value === 'en' || value === 'de' ? value : null })}
          />
        </div>
        <Switch
          label={t('console.sources.deactivateMissing')}
          description={t('console.sources.deactivateMissingHint')}
          checked={draft.deactivateMissing}
          onChange={(event) => change({ deactivateMissing: event.currentTarget.checked })}
        />
        <Switch
          label={t('console.sources.checksPasswords')}
          description={t('console.sources.checksPasswordsHint')}
          checked={draft.checksPasswords}
          onChange={(event) => change({ checksPasswords: event.currentTarget.checked })}
        />
      </Stack>
    </Card>
  );
}
