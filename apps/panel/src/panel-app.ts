import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { bootTime, Fault, type BootTime } from '@holdover/kernel';
import { languageOf } from './language.ts';
import { startPanel, step } from './panel-machine.ts';
import type { Effect, Input, Panel } from './panel-state.ts';
import { translators, type Texts } from './texts.ts';

/** What every view reads and the one thing it can do: hand in an input. */
export interface PanelApp {
  readonly panel: ReadonlySignal<Panel>;
  /** Moves twice a second; only what counts down reads it. */
  readonly now: ReadonlySignal<BootTime>;
  readonly texts: ReadonlySignal<Texts>;
  readonly dispatch: (input: Input) => void;
}

export interface PanelAppOptions {
  readonly run: (effect: Effect) => void;
  readonly clock: () => BootTime;
  readonly language: Panel['pageLanguage'];
  readonly pseudo: boolean;
}

export function createPanelApp({ run, clock, language, pseudo }: PanelAppOptions): PanelApp {
  const panel = signal(startPanel(clock(), language));
  const now = signal(bootTime(clock()));
  const spoken = computed(() => languageOf(panel.value));
  return {
    panel,
    now,
    texts: computed(() => translators(pseudo ? 'pseudo' : spoken.value)),
    dispatch: (input) => {
      now.value = clock();
      const next = step(panel.peek(), input, now.peek());
      panel.value = next.panel;
      next.effects.forEach(run);
    },
  };
}

export const PanelContext = createContext<PanelApp | null>(null);

export function usePanelApp(): PanelApp {
  const app = useContext(PanelContext);
  if (app === null) throw new Fault({ owner: 'ours', code: 'no-panel-context', message: 'A view outside the panel' });
  return app;
}
