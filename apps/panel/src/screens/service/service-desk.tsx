import { countdown } from '../../formats.ts';
import { usePanelApp } from '../../panel-app.ts';
import { LanguageSwitch, TextSizeChoice } from '../../parts/knobs.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { Refusal } from '../../refusal.ts';
import type { OpenService, ServiceOrder } from '../../service-state.ts';
import type { TextKey } from '../../texts.ts';
import { ServiceStatus } from './service-status.tsx';
import { serviceRefusal } from './service-words.ts';

interface ServiceDeskProps {
  readonly page: OpenService;
  readonly refusal: Refusal | null;
}

export function ServiceDesk({ page, refusal }: ServiceDeskProps) {
  const { texts, now, dispatch } = usePanelApp();
  const t = texts.value;
  const left = countdown((page.endsAt - now.value) / 1_000);
  return (
    <section class="typing" aria-label={t('panelService.heading')}>
      <header class="form-header">
        <div class="form-header__title service__title">
          <h1>{t('panelService.heading')}</h1>
          <p>{t('panelService.closes', { time: left })}</p>
        </div>
        <TextSizeChoice />
        <LanguageSwitch />
        <button type="button" class="button button--logout" onClick={() => dispatch({ type: 'service-left' })}>
          {t('panelService.done')}
        </button>
      </header>
      <div class="service">
        <div class="service__state" role="region" aria-label={t('panelService.state')} tabIndex={0}>
          {page.status === null ? <p>{t('panelService.reading')}</p> : <ServiceStatus status={page.status} />}
        </div>
        <div class="service__orders">
          <OrderButton page={page} order="synchronize" onPress={() => dispatch(ORDERS.synchronize)} />
          <OrderButton page={page} order="test-page" onPress={() => dispatch(ORDERS['test-page'])} />
          <OrderButton page={page} order="leave" onPress={() => dispatch({ type: 'leave-asked' })} />
          <Said page={page} refusal={refusal} now={now.value} />
        </div>
      </div>
    </section>
  );
}

const ORDERS = {
  synchronize: { type: 'service-order-asked', order: 'synchronize' },
  'test-page': { type: 'service-order-asked', order: 'test-page' },
} as const;

const WORDS: Readonly<Record<ServiceOrder, { icon: IconName; name: TextKey; running: TextKey; done: TextKey }>> = {
  synchronize: {
    icon: 'retry',
    name: 'panelService.synchronize',
    running: 'panelService.synchronizing',
    done: 'panelService.synchronized',
  },
  'test-page': {
    icon: 'print',
    name: 'panelService.testPage',
    running: 'panelService.testing',
    done: 'panelService.tested',
  },
  leave: {
    icon: 'cut',
    name: 'panelService.leave',
    running: 'panelService.leaving',
    done: 'panelService.leaving',
  },
};

interface OrderButtonProps {
  readonly page: OpenService;
  readonly order: ServiceOrder;
  readonly onPress: () => void;
}

function OrderButton({ page, order, onPress }: OrderButtonProps) {
  const { texts } = usePanelApp();
  const { icon, name, running } = WORDS[order];
  return (
    <button
      type="button"
      class={order === 'leave' ? 'button service__order service__order--leave' : 'button service__order'}
      aria-disabled={page.running !== null}
      onClick={() => page.running === null && onPress()}
    >
      <Icon name={icon} />
      <span>{texts.value(page.running === order ? running : name)}</span>
    </button>
  );
}

/** What became of the last order. */
function Said({ page, refusal, now }: ServiceDeskProps & { readonly now: number }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <div class="service__said">
      <div role="alert">
        {refusal !== null && (
          <p class="refusal" key={refusal.at}>
            <Icon name="warning" />
            <span>{serviceRefusal(t, refusal, now)}</span>
          </p>
        )}
      </div>
      <div role="status">
        {page.done !== null && (
          <p class="service__done" key={page.done.at}>
            <Icon name="check" />
            <span>{t(WORDS[page.done.order].done)}</span>
          </p>
        )}
      </div>
    </div>
  );
}
