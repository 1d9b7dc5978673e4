import { Stack, Switch, Textarea } from '@mantine/core';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Facts } from '../../kit/card.tsx';
import type { ProfilePartProps } from './profile-form.tsx';
import classes from './profiles.module.css';
import { TryTransformation } from './try-transformation.tsx';

const STEPS: readonly (readonly [string, TextKey])[] = [
  ['reverse-bytes', 'console.profiles.step.reverseBytes'],
  ['hex-to-decimal', 'console.profiles.step.hexToDecimal'],
  ['decimal-to-hex', 'console.profiles.step.decimalToHex'],
  ['strip-leading-zeros', 'console.profiles.step.stripLeadingZeros'],
  ['keep 3..10', 'console.profiles.step.keep'],
  ['first 8', 'console.profiles.step.first'],
  ['last 8', 'console.profiles.step.last'],
  ['drop-first 2', 'console.profiles.step.dropFirst'],
  ['drop-last 2', 'console.profiles.step.dropLast'],
  ['pad-left 10 0', 'console.profiles.step.padLeft'],
  ['prefix AB', 'console.profiles.step.prefix'],
  ['suffix AB', 'console.profiles.step.suffix'],
];

/** B9: registration at the panel, and what stands between a reader and a card number. */
export function CardsCard({ draft, errors, onChange }: ProfilePartProps) {
  const { t } = useTexts();
  return (
    <Card title={t('console.profiles.cards')}>
      <Stack>
        <Switch
          label={t('console.profiles.register')}
          description={t('console.profiles.registerHint')}
          checked={draft.cardRegistration}
          onChange={(event) => onChange({ cardRegistration: event.currentTarget.checked })}
        />
        <Textarea
          label={t('console.profiles.transformation')}
          description={t('console.profiles.transformationHint')}
          placeholder="reverse-bytes | hex-to-decimal | pad-left 10 0"
          autosize
          minRows={1}
          maxRows={4}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={draft.cardTransformation}
          error={errors['cardTransformation']}
          onChange={(event) => onChange({ cardTransformation: event.currentTarget.value.replaceAll('\n', ' ') })}
        />
        <details className={classes['steps']}>
          <summary>{t('console.profiles.transformationSteps')}</summary>
          <Facts items={STEPS.map(([step, text]) => [step, t(text)] as const)} />
        </details>
        <TryTransformation transformation={draft.cardTransformation} />
      </Stack>
    </Card>
  );
}
