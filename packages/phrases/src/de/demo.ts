import type { demo as en } from '../en/demo.ts';
import type { PhrasesOf } from '../phrases.ts';

export const demo: PhrasesOf<typeof en> = {};
