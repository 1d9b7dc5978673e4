import { IconAlertTriangleFilled, IconCheck, IconMinus, IconQuestionMark, IconX, type Icon } from '@tabler/icons-react';
import type { TextKey } from '../../app/texts.tsx';
import type { Tone } from '../../kit/status.tsx';
import type { Standing } from './map-plan.ts';

/** A sign that is told apart at a small size and without colour, and the word for it. */
export const STANDING_LOOK: Readonly<Record<Standing, { icon: Icon; tone: Tone; word: TextKey }>> = {
  online: { icon: IconCheck, tone: 'ok', word: 'console.devices.link.online' },
  degraded: { icon: IconAlertTriangleFilled, tone: 'warn', word: 'console.devices.link.degraded' },
  away: { icon: IconX, tone: 'bad', word: 'console.devices.link.away' },
  none: { icon: IconQuestionMark, tone: 'quiet', word: 'console.devices.link.none' },
  inactive: { icon: IconMinus, tone: 'quiet', word: 'console.devices.inactive' },
};
