import type { BootTime } from '@holdover/kernel';
import { newPinLeft } from '../../account-steps.ts';
import { usePanelApp } from '../../panel-app.ts';

interface NewPinProps {
  readonly pin: string;
  readonly replaces: boolean;
  readonly at: BootTime;
}

/** Shown once, large; gone when it is noted, when a minute is over, and with the session. */
export function NewPin({ pin, replaces, at }: NewPinProps) {
  const { texts, now, dispatch } = usePanelApp();
  const t = texts.value;
  const count = Math.ceil(newPinLeft(at, now.value));
  return (
    <div class="account account--center">
      <div class="account__words">
        <h2>{t('panelAccess.account.newPinHeading')}</h2>
        <p class="new-pin" aria-hidden="true">
          {Array.from(pin).map((digit, place) => (
            <span key={place}>{digit}</span>
          ))}
        </p>
        <p role="status" class="sr-only">
          {t('panelAccess.account.newPinSpoken', { pin: Array.from(pin).join(' ') })}
        </p>
        <p>{t(replaces ? 'panelAccess.account.newPinReplaces' : 'panelAccess.account.newPinText')}</p>
      </div>
      <button type="button" class="button button--primary" onClick={() => dispatch({ type: 'pin-noted' })}>
        {t('panelAccess.account.noted')}
      </button>
      <p class="account__left">{t('panelAccess.account.newPinLeft', { count })}</p>
    </div>
  );
}
