import type { Language } from '@holdover/api';
import type { Panel } from './panel-state.ts';

/** The person's own in a session, else the choice on this page, else the device's (experience.md, Languages). */
export function languageOf(panel: Panel): Language {
  const own = panel.screen.at === 'visit' ? panel.screen.session.language : null;
  return own ?? panel.chosenLanguage ?? panel.pageLanguage ?? panel.terminal?.state.device.language ?? 'en';
}
