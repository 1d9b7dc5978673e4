import { countdown } from '../../formats.ts';
import type { Refusal } from '../../refusal.ts';
import { reasonText, type Texts } from '../../texts.ts';

/** Why it did not work, with the time that is left where it is a matter of time. */
export function serviceRefusal(t: Texts, refusal: Refusal, now: number): string {
  if (refusal.reason !== null) return t(reasonText(refusal.reason));
  if (refusal.code === 'unknown-credential') return t('panelService.wrongPin');
  if (refusal.code !== 'locked') return t('panelService.failed');
  const time = refusal.retryAt === null ? '' : countdown((refusal.retryAt - now) / 1_000);
  return t('panelService.wait', { time });
}
