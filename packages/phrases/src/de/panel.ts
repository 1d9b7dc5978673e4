import type { panel as en } from '../en/panel.ts';
import type { PhrasesOf } from '../phrases.ts';

export const panel: PhrasesOf<typeof en> = {};
