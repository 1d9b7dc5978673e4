import type { UnavailableReason } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';
import { reasonText } from '../../texts.ts';

/** The way in that needs the server: dimmed, with its reason, while that is away (table E). */
export function PasswordWay({ against }: { readonly against: UnavailableReason | null }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <button
      type="button"
      class="password-way"
      aria-disabled={against !== null}
      onClick={() => dispatch({ type: 'proof-chosen', with: 'password' })}
    >
      <Icon name="keys" />
      <span class="password-way__words">
        <span>{t('panelAccess.password.way')}</span>
        {against !== null && <span class="password-way__reason">{t(reasonText(against))}</span>}
      </span>
    </button>
  );
}
