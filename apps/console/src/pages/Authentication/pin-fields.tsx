import { AUTHENTICATION_LIMITS, type PinRisk } from '@holdover/api';
import { Alert, Checkbox, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { wholeNumber } from '../../kit/whole-number.ts';
import { PIN_FIELDS, type AuthenticationDraft, type FloorStanding, type PinField } from './authentication-draft.ts';
import classes from './authentication.module.css';

const TEXTS: Readonly<Record<PinField, { readonly label: TextKey; readonly hint: TextKey }>> = {
  pinMinLength: { label: 'console.authentication.minLength', hint: 'console.authentication.minLengthHint' },
  pinAttempts: { label: 'console.authentication.attempts', hint: 'console.authentication.attemptsHint' },
  pinRefillMinutes: { label: 'console.authentication.refill', hint: 'console.authentication.refillHint' },
};

interface PinFieldsProps {
  draft: AuthenticationDraft;
  /** Whether saving was tried: before, nothing typed is called wrong. */
  checked: boolean;
  standing: FloorStanding;
  risk: PinRisk | undefined;
  refused: Readonly<Record<string, string>>;
  readonly onChange: (part: Partial<AuthenticationDraft>) => void;
}

/** Length and throttle; below the floor the risk to accept (B9). */
export function PinFields({ draft, checked, standing, risk, refused, onChange }: PinFieldsProps) {
  const { t, format } = useTexts();
  const floor = format.number(risk?.pinFloor ?? 0);
  const fault = (field: PinField): string | undefined => {
    const limits = AUTHENTICATION_LIMITS[field];
    const value = draft[field].trim();
    const range = { min: format.number(limits.min), max: format.number(limits.max) };
    if (value === '') return t('console.authentication.required', range);
    if (wholeNumber(value, limits) === null) return t('console.authentication.range', { value, ...range });
    if (field !== 'pinMinLength' || standing !== 'refused') return undefined;
    return t('console.authentication.belowFloor', { count: risk?.guessRisk.pinsThatMatch ?? 0, floor });
  };
  return (
    <Stack>
      {PIN_FIELDS.map((field) => {
        const { min, max } = AUTHENTICATION_LIMITS[field];
        return (
          <TextInput
            key={field}
            label={t(TEXTS[field].label)}
            description={t(TEXTS[field].hint, { min: format.number(min), max: format.number(max) })}
            inputMode="numeric"
            autoComplete="off"
            classNames={{ input: classes['short'] ?? '' }}
            value={draft[field]}
            error={(checked ? fault(field) : undefined) ?? refused[field]}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          />
        );
      })}
      {standing === 'above' ? null : (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="status">
          <Stack gap="sm">
            {standing === 'floor-counts' ? t('console.authentication.floorCounts', { floor }) : null}
            <Checkbox
              label={t('console.authentication.accept')}
              description={t('console.authentication.acceptHint', { floor })}
              checked={draft.acceptRisk}
              onChange={(event) => onChange({ acceptRisk: event.currentTarget.checked })}
            />
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}
