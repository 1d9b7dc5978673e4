import type { Language } from '@holdover/api';
import type { Panel } from './panel-state.ts';

/** The choice on this page, else in a session the person's own, else the device's. A choice made before login yields to their own. */
export function languageOf(panel: Panel): Language {
  const own = panel.screen.at === 'visit' ? panel.screen.session.language : null;
  return panel.chosenLanguage ?? own ?? panel.pageLanguage ?? panel.terminal?.state.device.language ?? 'en';
}
