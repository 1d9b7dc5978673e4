import { useLayoutEffect } from 'preact/hooks';
import { usePanelApp } from './panel-app.ts';
import { OfflineBand } from './parts/offline-band.tsx';
import { Away } from './screens/away/away.tsx';
import { Unenrolled } from './screens/away/unenrolled.tsx';
import { Idle } from './screens/idle/idle.tsx';
import { Service } from './screens/service/service.tsx';
import { Visit } from './screens/visit/visit.tsx';
import { vendorLook } from './vendor-look.ts';
import { seconds, unreachable } from '@holdover/kernel';

/** A page that was just loaded, or a line that blinked, is no reason to say anything. */
const PATIENCE = seconds(1.5);

export function PanelPage() {
  const { panel, texts } = usePanelApp();
  const { terminal } = panel.value;
  const t = texts.value;
  const device = terminal?.state.device;
  const title =
    device === undefined || device.name === '' ? 'Holdover' : t('panel.page.title', { device: device.name });
  const look = vendorLook(device?.model);

  // With the texts, not a moment after them: a screen reader reads a page in the language the page says it has.
  useLayoutEffect(() => {
    document.documentElement.lang = t.language;
    document.documentElement.dataset['look'] = look;
    document.title = title;
  }, [t.language, look, title]);

  return (
    <div class="panel">
      <OfflineBand />
      <main class="panel__screen">
        <Screen />
      </main>
    </div>
  );
}

function Screen() {
  const { panel } = usePanelApp();
  const { reach, terminal, screen } = panel.value;
  const away = useIsAway();
  if (away || terminal === null) return <Away shown={away} since={reach.is} />;
  if (terminal.state.messages.some(({ code }) => code === 'not-enrolled')) return <Unenrolled />;
  switch (screen.at) {
    case 'login':
      return <Idle screen={screen} state={terminal.state} />;
    case 'visit':
      return <Visit visit={screen} />;
    case 'service':
      return <Service screen={screen} />;
    default:
      return unreachable(screen);
  }
}

function useIsAway(): boolean {
  const { panel, now } = usePanelApp();
  const { reach } = panel.value;
  return reach.is !== 'reached' && now.value - reach.since >= PATIENCE;
}
