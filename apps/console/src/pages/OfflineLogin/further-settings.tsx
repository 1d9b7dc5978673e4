import { Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';
import type { OfflineLoginDraft } from './offline-login-draft.ts';
import classes from './offline-login.module.css';

interface FurtherSettingsProps {
  draft: OfflineLoginDraft;
  errors: { uncertainHours: string | undefined; offlinePageLimit: string | undefined };
  readonly onChange: (part: Partial<OfflineLoginDraft>) => void;
}

/** What most leave as it is: site sharing (B4), uncertain time, booking and page limit (F5). */
export function FurtherSettings({ draft, errors, onChange }: FurtherSettingsProps) {
  const { t } = useTexts();
  const wrong = errors.uncertainHours !== undefined || errors.offlinePageLimit !== undefined;
  return (
    <details className={classes['further']} {...(wrong ? { open: true } : {})}>
      <summary>{t('console.offlineLogin.further')}</summary>
      <Stack gap="lg" mt="md">
        <Switch
          label={t('console.offlineLogin.share')}
          description={t('console.offlineLogin.shareHint')}
          checked={draft.shareWithinSite}
          onChange={(event) => onChange({ shareWithinSite: event.currentTarget.checked })}
        />
        <TextInput
          label={t('console.offlineLogin.uncertain')}
          description={t('console.offlineLogin.uncertainHint')}
          inputMode="numeric"
          autoComplete="off"
          classNames={{ input: classes['short'] ?? '' }}
          value={draft.uncertainHours}
          error={errors.uncertainHours}
          onChange={(event) => onChange({ uncertainHours: event.currentTarget.value })}
        />
        <Radio.Group
          label={t('console.offlineLogin.booking')}
          value={draft.offlineBooking}
          onChange={(value) => onChange({ offlineBooking: value === 'afterwards' ? 'afterwards' : 'none' })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="none" label={t('console.offlineLogin.bookingNone')} />
            <Radio value="afterwards" label={t('console.offlineLogin.bookingAfterwards')} />
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('console.offlineLogin.pageLimit')}
          description={t('console.offlineLogin.pageLimitHint')}
          inputMode="numeric"
          autoComplete="off"
          classNames={{ input: classes['short'] ?? '' }}
          value={draft.offlinePageLimit}
          error={errors.offlinePageLimit}
          onChange={(event) => onChange({ offlinePageLimit: event.currentTarget.value })}
        />
      </Stack>
    </details>
  );
}
