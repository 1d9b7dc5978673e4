import type { BootTime } from '@holdover/kernel';
import { useState } from 'preact/hooks';
import { countdown } from '../../formats.ts';
import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';

interface LockedProps {
  readonly until: BootTime | null;
  readonly card: boolean;
}

/** D3: PIN alone waits. The time runs for the eye; the ear hears it once. */
export function Locked({ until, card }: LockedProps) {
  const { now, texts } = usePanelApp();
  const t = texts.value;
  const left = countdown(until === null ? 0 : (until - now.value) / 1_000);
  const [first] = useState(left);
  return (
    <div class="locked">
      <div class="locked__lock">
        <Icon name="lock" />
      </div>
      <h2>{t('panel.locked.heading')}</h2>
      <p class="locked__time" aria-hidden="true">
        {left}
      </p>
      <p aria-hidden="true" class="locked__text">
        {t('fixed.tooManyPins', { time: left })}
      </p>
      <p role="alert" class="sr-only">
        {t('fixed.tooManyPins', { time: first })}
      </p>
      {card && <p class="locked__card">{t('panel.locked.cardStillWorks')}</p>}
    </div>
  );
}
