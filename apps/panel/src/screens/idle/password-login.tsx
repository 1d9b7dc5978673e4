import { usePanelApp } from '../../panel-app.ts';
import type { LoginScreen } from '../../panel-state.ts';
import { FormHeader } from '../../parts/form-header.tsx';
import { ProofForm } from '../../parts/proof-form.tsx';
import type { PasswordProof } from '../../proof-state.ts';
import { useLoginRefusal } from './login-refusal.ts';
import './typing.css';

interface PasswordLoginProps {
  readonly screen: LoginScreen;
  readonly proof: PasswordProof;
}

export function PasswordLogin({ screen, proof }: PasswordLoginProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const refusal = useLoginRefusal(screen.refusal);
  return (
    <section class="typing" aria-label={t('panelAccess.password.heading')}>
      <FormHeader heading={t('panelAccess.password.heading')} back={{ type: 'clear' }} />
      <ProofForm
        proof={proof}
        checking={screen.entry.step === 'checking' ? screen.entry.dots : null}
        text={null}
        refusal={refusal}
        other={null}
        send={t('panelAccess.keys.logIn')}
        pinName=""
        pinLeast={0}
      />
    </section>
  );
}
