import { Select, TextInput } from '@mantine/core';
import { useTexts } from '../app/texts.tsx';
import { TIME_PRESETS, type TimeFilter } from './time-filter.ts';
import classes from './time-range.module.css';
import { dayIn } from './zoned-time.ts';

const OWN = 'own';

interface TimeRangeProps {
  readonly value: TimeFilter;
  /** All three at once: a preset and days of one's own exclude each other. */
  readonly onChange: (time: { [K in keyof Required<TimeFilter>]: TimeFilter[K] }) => void;
}

/** Which time a list is about: a preset, or days of one's own, in the zone of the organisation. */
export function TimeRange({ value, onChange }: TimeRangeProps) {
  const { t, format } = useTexts();
  const own = value.from !== undefined || value.until !== undefined;
  const choose = (chosen: string | null): void => {
    const today = dayIn(Date.now(), format.timeZone);
    if (chosen === OWN) onChange({ time: undefined, from: today, until: today });
    else onChange({ time: TIME_PRESETS.find((one) => one === chosen), from: undefined, until: undefined });
  };
  const day = (name: 'from' | 'until') => (
    <TextInput
      type="date"
      aria-label={t(`console.time.${name}`)}
      value={value[name] ?? ''}
      {...(name === 'from' ? { max: value.until ?? '' } : { min: value.from ?? '' })}
      onChange={(event) => {
        const given = event.currentTarget.value;
        onChange({ time: undefined, from: value.from, until: value.until, [name]: given === '' ? undefined : given });
      }}
    />
  );
  return (
    <div className={classes['range']} role="group" aria-label={t('console.time.label')}>
      <Select
        aria-label={t('console.time.label')}
        placeholder={t('console.time.any')}
        clearable
        clearButtonProps={{ 'aria-label': t('console.common.clear') }}
        data={[
          ...TIME_PRESETS.map((preset) => ({ value: preset, label: t(`console.time.preset.${preset}`) })),
          { value: OWN, label: t('console.time.own') },
        ]}
        value={own ? OWN : (value.time ?? null)}
        onChange={choose}
      />
      {own ? (
        <>
          {day('from')}
          <span aria-hidden>–</span>
          {day('until')}
        </>
      ) : null}
    </div>
  );
}
