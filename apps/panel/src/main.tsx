import './theme/tokens.css';
import './theme/base.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { bootTime, seconds } from '@holdover/kernel';
import { LANGUAGES } from '@holdover/phrases';
import { listenToKeyboard } from './keyboard.ts';
import { createPanelApp, PanelContext, type PanelApp } from './panel-app.ts';
import { takesText } from './proof-steps.ts';
import { PanelPage } from './panel-page.tsx';
import { createEffectRunner } from './run-effect.ts';
import { watchRoom } from './room.ts';
import { createTerminalClient } from './terminal-client.ts';
import { listenToTerminal } from './terminal-events.ts';
// After the screens': it takes back what they fix in size.
import './theme/reflow.css';
import './theme/reflow-tasks.css';

const TICK = seconds(0.5);

function startPanelPage(root: Element): void {
  const wanted = new URLSearchParams(location.search).get('lang');
  const base = new URL('.', location.href).href;
  const run = createEffectRunner(createTerminalClient(base), (input) => app.dispatch(input));
  const app: PanelApp = createPanelApp({
    run: (effect) => void run(effect),
    clock: () => bootTime(performance.now()),
    language: LANGUAGES.find((language) => language === wanted) ?? null,
    pseudo: wanted === 'pseudo',
  });

  const fit = watchRoom(window);
  effect(() => fit(app.panel.value.textSize));
  listenToKeyboard(
    window,
    (input) => app.dispatch(input),
    () => takesText(app.panel.peek()),
  );
  listenToTerminal(base, {
    state: (state) => app.dispatch({ type: 'terminal-said', state }),
    jobs: (items) => app.dispatch({ type: 'jobs-listed', session: null, items }),
    card: (token) => app.dispatch({ type: 'card-read', number: token }),
    tasks: (items) => app.dispatch({ type: 'tasks-listed', items }),
    lost: () => app.dispatch({ type: 'terminal-lost' }),
  });
  for (const touch of ['pointerdown', 'keydown']) {
    window.addEventListener(touch, () => app.dispatch({ type: 'touched' }), { passive: true });
  }
  setInterval(() => app.dispatch({ type: 'tick' }), TICK);

  render(
    <PanelContext.Provider value={app}>
      <PanelPage />
    </PanelContext.Provider>,
    root,
  );
}

const root = document.querySelector('#panel');
if (root !== null) startPanelPage(root);
