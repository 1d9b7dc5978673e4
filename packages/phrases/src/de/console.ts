import type { console as en } from '../en/console.ts';
import type { PhrasesOf } from '../phrases.ts';

export const console: PhrasesOf<typeof en> = {};
