import { Input, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTexts } from '../../app/texts.tsx';
import classes from './offline-login.module.css';

/** "Cache user credentials for [__] hours": one sentence with the field in it. */
export function CacheHours({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className={classes['field']}>
      <div className={classes['sentence']}>
        <span id={`${id}-before`}>{t('fixed.cacheHoursBefore')}</span>
        <TextInput
          aria-labelledby={`${id}-before ${id}-after`}
          aria-describedby={`${id}-hint${error === undefined ? '' : ` ${id}-error`}`}
          inputMode="numeric"
          autoComplete="off"
          w={84}
          value={value}
          error={error !== undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <span id={`${id}-after`}>{t('fixed.cacheHoursAfter')}</span>
      </div>
      {error === undefined ? null : (
        <Input.Error id={`${id}-error`} role="alert">
          {error}
        </Input.Error>
      )}
      <p id={`${id}-hint`} className={classes['hint']}>
        {t('console.offlineLogin.cacheHint')}
      </p>
    </div>
  );
}
