import type { Language } from '@holdover/api';
import { Select } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';

interface LanguageSelectProps {
  readonly label: string;
  readonly description: string;
  readonly value: Language | null;
  readonly onChange: (language: Language | null) => void;
}

/** Of the console; without one it follows the browser. */
export function LanguageSelect({ value, onChange, ...texts }: LanguageSelectProps) {
  const { t } = useTexts();
  return (
    <Select
      {...texts}
      clearable
      clearButtonProps={{ 'aria-label': t('console.common.clear') }}
      placeholder={t('console.account.languageOfBrowser')}
      data={[
        { value: 'en', label: 'English' },
        { value: 'de', label: 'Deutsch' },
      ]}
      value={value}
      onChange={(language) => onChange(language === 'en' || language === 'de' ? language : null)}
    />
  );
}
