import type { Refusal } from '../../refusal.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { ProofForm } from '../../parts/proof-form.tsx';
import type { Proof } from '../../proof-state.ts';
import { otherProof } from '../../proof-steps.ts';
import { CardDrawing } from '../idle/card-drawing.tsx';
import { AccountMenu } from './account-menu.tsx';
import { accountRefusal } from './account-words.ts';
import { CardRegistered } from './card-registered.tsx';
import { NewPin } from './new-pin.tsx';
import './account.css';

/** What people do for themselves. Each needs the server, and asks once more who they are. */
export function AccountView({ visit }: { readonly visit: VisitScreen }) {
  const { account } = visit;
  switch (account?.step) {
    case 'hold-card':
      return <HoldCard />;
    case 'prove':
      return <Prove proof={account.proof} checking={null} refusal={account.refusal} purpose={account.purpose.is} />;
    case 'asking':
      return <Prove proof={account.proof} checking={account.dots} refusal={null} purpose={account.purpose.is} />;
    case 'card-registered':
      return <CardRegistered />;
    case 'new-pin':
      return <NewPin pin={account.pin} replaces={account.replaces} at={account.at} />;
    default:
      return <AccountMenu visit={visit} refusal={account?.refusal ?? null} />;
  }
}

function HoldCard() {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <div class="account account--center account--card">
      <div class="account__drawing">
        <CardDrawing />
      </div>
      <div role="status" class="account__words">
        <h2>{t('panelAccess.account.holdHeading')}</h2>
        <p>{t('panelAccess.account.holdText')}</p>
      </div>
      <button type="button" class="button" onClick={() => dispatch({ type: 'account-left' })}>
        {t('panelAccess.account.cancel')}
      </button>
    </div>
  );
}

interface ProveProps {
  readonly proof: Proof;
  readonly checking: number | null;
  readonly refusal: Refusal | null;
  readonly purpose: 'register-card' | 'change-pin';
}

function Prove({ proof, checking, refusal, purpose }: ProveProps) {
  const { panel, texts, now } = usePanelApp();
  const t = texts.value;
  const state = panel.value.terminal?.state;
  const said = refusal === null ? null : { text: accountRefusal(t, refusal, now.value), at: refusal.at };
  return (
    <ProofForm
      proof={proof}
      checking={checking}
      text={t(purpose === 'change-pin' ? 'panelAccess.account.changeText' : 'panelAccess.register.text')}
      refusal={said}
      other={checking === null ? otherProof(state, proof) : null}
      send={t('panelAccess.keys.confirm')}
      pinName={t('panel.keypad.name')}
      pinLeast={state?.pinMinLength ?? 0}
    />
  );
}
