import { useLayoutEffect } from 'preact/hooks';
import { usePanelApp } from './panel-app.ts';
import { OfflineBand } from './parts/offline-band.tsx';
import { Away } from './screens/away/away.tsx';
import { Unenrolled } from './screens/away/unenrolled.tsx';
import { Idle } from './screens/idle/idle.tsx';
import { Visit } from './screens/visit/visit.tsx';
import { vendorLook } from './vendor-look.ts';
import { seconds } from '@holdover/kernel';

/** A page that was just loaded, or a line that blinked, is no reason to say anything. */
const PATIENCE = seconds(1.5);

export function PanelPage() {
  const { panel, texts } = usePanelApp();
  const { terminal } = panel.value;
  const t = texts.value;
  const device = terminal?.state.device;
  const title = device === undefined ? 'Holdover' : t('panel.page.title', { device: device.name });
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
  return screen.at === 'login' ? <Idle screen={screen} state={terminal.state} /> : <Visit visit={screen} />;
}

function useIsAway(): boolean {
  const { panel, now } = usePanelApp();
  const { reach } = panel.value;
  return reach.is !== 'reached' && now.value - reach.since >= PATIENCE;
}
