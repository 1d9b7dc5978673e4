import type { Stage } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';
import { Beads } from './beads.tsx';

interface CableViewProps {
  readonly stage: Stage;
  readonly text: Text;
  readonly onSwitch: (up: boolean) => void;
}

/** The link, drawn: plugged into the server or fallen out of it, with a bead for each journal record on its way. */
export function CableView({ stage, text, onSwitch }: CableViewProps) {
  const { up } = stage.cable;
  const waiting = stage.devices.reduce((sum, { backlog }) => sum + backlog, 0);
  return (
    <section class={`cable ${up ? 'up' : 'cut'}`} aria-labelledby="cable-heading">
      <h2 id="cable-heading" class="visually-hidden">
        {text('demo.cable.heading')}
      </h2>
      <div class="ends">
        <p class="end" key={`s${stage.accountedPages}`}>
          {text('demo.cable.accounted', { count: stage.accountedPages })}
        </p>
        <p class={waiting > 0 ? 'end end--waiting' : 'end end--quiet'}>
          {text('demo.cable.waiting', { count: waiting })}
        </p>
      </div>
      <svg class="cable__drawing" viewBox="0 0 210 270" aria-hidden="true">
        <path class="socket" d="M0 46h20a6 6 0 0 1 6 6v36a6 6 0 0 1-6 6H0z" />
        <path class="socket" d="M210 46h-20a6 6 0 0 0-6 6v36a6 6 0 0 0 6 6h20z" />
        <path class="hole" d="M6 58h13v24H6z" />
        <path class="sheath" />
        <path class="gleam" />
        <g class="plug">
          <path class="plug__boot" d="M0-7h16l8 3v8l-8 3H0z" />
          <path class="plug__body" d="M-22-10H0v20h-22z" />
          <path class="plug__pins" d="M-22-6h9M-22-2h9M-22 2h9M-22 6h9" />
        </g>
        <Beads waiting={waiting} up={up} />
      </svg>
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
      <p class="hint">{up ? text('demo.cable.pull') : text('demo.cable.plug')}</p>
    </section>
  );
}
