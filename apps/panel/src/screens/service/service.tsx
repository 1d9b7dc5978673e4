import { usePanelApp } from '../../panel-app.ts';
import type { ServiceScreen } from '../../service-state.ts';
import { FormHeader } from '../../parts/form-header.tsx';
import { ServiceDesk } from './service-desk.tsx';
import { ServicePin } from './service-pin.tsx';
import '../idle/typing.css';
import './service.css';

/** For whoever looks after the device: how it is, and the few things to do about it. */
export function Service({ screen }: { readonly screen: ServiceScreen }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { page } = screen;
  if (page.step !== 'open') {
    const says = [t('panelService.pinText'), t('panelService.pinWhere')];
    return (
      <section class="typing" aria-label={t('panelService.heading')}>
        <FormHeader heading={t('panelService.heading')} back={{ type: 'service-left' }} />
        <ServicePin asked={page} refusal={screen.refusal} says={says} />
      </section>
    );
  }
  if (page.leaving !== null) {
    const says = [t('panelService.leaveText'), t('panelService.leavePin')];
    return (
      <section class="typing" aria-label={t('panelService.leaveHeading')}>
        <FormHeader heading={t('panelService.leaveHeading')} back={{ type: 'leave-dismissed' }} />
        <ServicePin asked={page.leaving} refusal={screen.refusal} says={says} />
      </section>
    );
  }
  return <ServiceDesk page={page} refusal={screen.refusal} />;
}
