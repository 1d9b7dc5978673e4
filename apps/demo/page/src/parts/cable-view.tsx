import type { Stage } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';

const BEADS_SHOWN = 14;
/** The whole cable sags; its right half begins at the devices. */
const WHOLE = 'M0 60 C 60 60, 60 190, 100 190 S 140 60, 200 60';
const LEFT_HALF = 'M0 60 C 50 60, 52 176, 66 214';
const RIGHT_HALF = 'M200 60 C 150 60, 148 176, 134 214';

interface CableViewProps {
  readonly stage: Stage;
  readonly text: Text;
  readonly onSwitch: (up: boolean) => void;
}

/** The link, drawn: whole or cut, with one bead for each journal record that waits at the devices' end. */
export function CableView({ stage, text, onSwitch }: CableViewProps) {
  const { up } = stage.cable;
  const waiting = stage.devices.reduce((sum, { backlog }) => sum + backlog, 0);
  return (
    <section class={`cable ${up ? 'up' : 'cut'}`} aria-labelledby="cable-heading">
      <h2 id="cable-heading">{text('demo.cable.heading')}</h2>
      <svg viewBox="0 0 200 250" aria-hidden="true">
        {up ? <WholeCable /> : <CutCable />}
        <Beads count={waiting} up={up} />
      </svg>
      <p class="waiting-records" aria-live="polite">
        {waiting === 0 ? text('demo.cable.nothingWaits') : text('demo.cable.waiting', { count: waiting })}
      </p>
      <button
        type="button"
        role="switch"
        aria-checked={up}
        aria-label={text('demo.cable.switch')}
        class="switch"
        onClick={() => onSwitch(!up)}
      >
        <span class="knob" aria-hidden="true" />
      </button>
      <p class="state">{up ? text('demo.cable.plugged') : text('demo.cable.cut')}</p>
    </section>
  );
}

function WholeCable() {
  return (
    <>
      <path d={WHOLE} class="sheath" />
      <path d={WHOLE} class="pulse" />
    </>
  );
}

function CutCable() {
  return (
    <>
      <path d={LEFT_HALF} class="sheath" />
      <path d={RIGHT_HALF} class="sheath" />
      <path d="M62 208l8 4-5 9-8-4z" class="plug" />
      <path d="M138 208l-8 4 5 9 8-4z" class="plug" />
    </>
  );
}

/** Cut: strung on the devices' end. Whole: running to the server, one after the other. */
function Beads({ count, up }: { count: number; up: boolean }) {
  const beads = Array.from({ length: Math.min(BEADS_SHOWN, count) }, (_, index) => index);
  return (
    <g class="beads">
      {beads.map((index) => (
        <circle
          key={index}
          r="5"
          class="bead"
          style={{
            offsetPath: `path('${up ? WHOLE : RIGHT_HALF}')`,
            ...(up
              ? { animationDelay: `${index * 90}ms` }
              : { offsetDistance: `${Math.max(4, 92 - index * (88 / BEADS_SHOWN))}%` }),
          }}
        />
      ))}
    </g>
  );
}
