import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';
import { Keypad } from '../../parts/keypad.tsx';
import type { Refusal } from '../../refusal.ts';
import type { ServicePage } from '../../service-state.ts';
import { serviceRefusal } from './service-words.ts';

/** A service PIN has eight digits. */
const SERVICE_PIN_LENGTH = 8;

interface ServicePinProps {
  readonly asked: Exclude<ServicePage, { readonly step: 'open' }>;
  readonly refusal: Refusal | null;
  readonly says: readonly string[];
}

export function ServicePin({ asked, refusal, says }: ServicePinProps) {
  const { texts, now } = usePanelApp();
  const t = texts.value;
  return (
    <div class="proof proof--pin">
      <div class="proof__says">
        <div class="service__says">
          {says.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        <div role="alert">
          {refusal !== null && (
            <p class="refusal" key={refusal.at}>
              <Icon name="warning" />
              <span>{serviceRefusal(t, refusal, now.value)}</span>
            </p>
          )}
        </div>
      </div>
      <Keypad
        name={t('panelService.pinName')}
        typed={asked.step === 'checking' ? asked.dots : asked.pin.length}
        busy={asked.step === 'checking'}
        least={SERVICE_PIN_LENGTH}
        refusedAt={refusal?.at ?? null}
        cancels={false}
      />
    </div>
  );
}
