import { NumberInput } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';

/** The contract's own bound. */
const PAGES_MOST = 1_000_000_000;

interface PagesFieldProps {
  readonly value: number | null;
  /** What counts without it; null where the record says none. */
  readonly recorded: number | null;
  readonly error: string | undefined;
  readonly onChange: (pages: number | null) => void;
}

export function PagesField({ value, recorded, error, onChange }: PagesFieldProps) {
  const { t } = useTexts();
  return (
    <NumberInput
      label={t('console.review.pages')}
      description={t('console.review.pagesHint')}
      placeholder={recorded === null ? '' : String(recorded)}
      maw={260}
      min={0}
      max={PAGES_MOST}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      value={value ?? ''}
      error={error}
      onChange={(given) => onChange(typeof given === 'number' ? given : null)}
    />
  );
}
