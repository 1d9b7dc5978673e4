import { TextInput } from '@mantine/core';
import { useTexts } from '../app/texts.tsx';
import { localInput } from './local-time.ts';

interface EndFieldProps {
  readonly label: string;
  readonly description?: string;
  /** As the browser's own field writes it, in the zone of the page. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** When something ends by itself. */
export function EndField({ label, description, value, error, onChange }: EndFieldProps) {
  const { t, format } = useTexts();
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={description ?? t('console.person.endsHint')}
      min={localInput(Date.now(), format.timeZone)}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
