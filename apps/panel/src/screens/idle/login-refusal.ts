import { countdown } from '../../formats.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { Refusal } from '../../panel-state.ts';
import { loginRefusalText } from '../../texts.ts';

/** Why it did not work, with the time that is left where it is a matter of time. */
export function useLoginRefusal(refusal: Refusal | null): { readonly text: string; readonly at: number } | null {
  const { texts, now } = usePanelApp();
  if (refusal === null) return null;
  const throttled = refusal.code === 'locked' && refusal.method !== 'pin' && refusal.method !== 'card+pin';
  const key = throttled ? 'panel.refusal.busy' : loginRefusalText(refusal.code);
  const time = refusal.retryAt === null ? '' : countdown((refusal.retryAt - now.value) / 1_000);
  return { text: texts.value(key, { time }), at: refusal.at };
}
