import type { problems as en } from '../en/problems.ts';
import type { PhrasesOf } from '../phrases.ts';

export const problems: PhrasesOf<typeof en> = {};
