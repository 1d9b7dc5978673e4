import type { Refusal } from '../../refusal.ts';
import { countdown } from '../../formats.ts';
import { loginRefusalText, reasonText, type Texts } from '../../texts.ts';

/** In words, with the time that is left where it is a matter of time. */
export function accountRefusal(t: Texts, refusal: Refusal, now: number): string {
  if (refusal.reason !== null) return t(reasonText(refusal.reason));
  if (refusal.code !== 'locked') return t(loginRefusalText(refusal.code));
  const time = refusal.retryAt === null ? '' : countdown((refusal.retryAt - now) / 1_000);
  return t('panelAccess.refusal.wait', { time });
}
