import type { Stage } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';
import { ScaledFrame } from './scaled-frame.tsx';

/** Wide enough for the console's tables with its navigation beside them. */
const WIDTH = 1_120;

export function ConsoleFrame({ stage, text }: { stage: Stage; text: Text }) {
  const { userName, password } = stage.administrator;
  return (
    <section class="console" aria-labelledby="console-heading">
      <div class="section-head">
        <h2 id="console-heading">{text('demo.console')}</h2>
        <a href={stage.consoleUrl} target="_blank" rel="noreferrer">
          {text('demo.openAlone')}
        </a>
      </div>
      <div class="screen">
        <div class="screen__bar" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
        <ScaledFrame url={stage.consoleUrl} title={text('demo.console')} width={WIDTH} />
      </div>
      <p class="hint">{text('demo.consoleHint', { userName, password })}</p>
    </section>
  );
}
