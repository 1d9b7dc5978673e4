import type { PanelState } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import type { LoginScreen } from '../../panel-state.ts';
import { FormHeader } from '../../parts/form-header.tsx';
import { ProofForm } from '../../parts/proof-form.tsx';
import type { Proof } from '../../proof-state.ts';
import { otherProof } from '../../proof-steps.ts';
import { useLoginRefusal } from './login-refusal.ts';
import './typing.css';

interface CardRegistrationProps {
  readonly screen: LoginScreen;
  readonly proof: Proof;
  readonly state: PanelState;
}

/** An unknown card becomes that of whoever proves who they are. */
export function CardRegistration({ screen, proof, state }: CardRegistrationProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const refusal = useLoginRefusal(screen.refusal);
  const checking = screen.entry.step === 'checking' ? screen.entry.dots : null;
  return (
    <section class="typing" aria-label={t('panelAccess.register.heading')}>
      <FormHeader heading={t('panelAccess.register.heading')} back={{ type: 'clear' }} />
      <ProofForm
        proof={proof}
        checking={checking}
        text={t('panelAccess.register.text')}
        refusal={refusal}
        other={checking === null ? otherProof(state, proof) : null}
        send={t('panelAccess.keys.confirm')}
        pinName={t('panel.keypad.name')}
        pinLeast={state.pinMinLength}
      />
    </section>
  );
}
