import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';

const RADIUS = 20;
const AROUND = 2 * Math.PI * RADIUS;

/** D5: the time until idle logout, as a ring that empties. */
export function CountdownRing({ visit }: { readonly visit: VisitScreen }) {
  const { now, texts } = usePanelApp();
  const left = Math.max(0, visit.endsAt - now.value);
  const count = Math.ceil(left / 1_000);
  const share = visit.idle > 0 ? Math.min(1, left / visit.idle) : 0;
  return (
    <div class="ring" role="timer" aria-label={texts.value('panel.session.countdown', { count })}>
      <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
        <circle class="ring__track" cx="24" cy="24" r={RADIUS} />
        <circle
          class="ring__left"
          cx="24"
          cy="24"
          r={RADIUS}
          stroke-dasharray={AROUND}
          stroke-dashoffset={AROUND * (1 - share)}
        />
      </svg>
      <span aria-hidden="true">{count}</span>
    </div>
  );
}
