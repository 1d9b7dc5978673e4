import { Switch } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { CacheHours } from './cache-hours.tsx';
import { FurtherSettings } from './further-settings.tsx';
import type { OfflineLoginDraft } from './offline-login-draft.ts';
import classes from './offline-login.module.css';
import { UserSyncSummary } from './user-sync-summary.tsx';

interface SectionFieldsProps {
  draft: OfflineLoginDraft;
  errors: Readonly<Record<'cacheHours' | 'userSync' | 'uncertainHours' | 'offlinePageLimit', string | undefined>>;
  readOnly: boolean;
  readonly onChange: (part: Partial<OfflineLoginDraft>) => void;
}

/** The fields of the section. Who may only read opens the dialog all the same. */
export function SectionFields({ draft, errors, readOnly, onChange }: SectionFieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <fieldset className={kit['plainSet']} disabled={readOnly}>
        <div className={classes['field']}>
          <Switch
            size="md"
            label={t('fixed.enabled')}
            description={t('console.offlineLogin.enabledHint')}
            checked={draft.enabled}
            onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
          />
        </div>
        <CacheHours
          value={draft.cacheHours}
          error={errors.cacheHours}
          onChange={(cacheHours) => onChange({ cacheHours })}
        />
      </fieldset>
      <UserSyncSummary
        draft={draft.userSync}
        cacheHours={draft.cacheHours}
        readOnly={readOnly}
        error={errors.userSync}
        onChange={(userSync) => onChange({ userSync })}
      />
      <fieldset className={kit['plainSet']} disabled={readOnly}>
        <FurtherSettings draft={draft} errors={errors} onChange={onChange} />
      </fieldset>
    </>
  );
}
