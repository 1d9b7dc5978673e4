import type { Paper, StageDevice } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';

const SHOWN = 6;
const STACKED = 4;

interface PaperTrayProps {
  readonly device: StageDevice;
  readonly accountedPages: number;
  readonly text: Text;
}

export function PaperTray({ device, accountedPages, text }: PaperTrayProps) {
  return (
    <section class="tray" aria-labelledby="tray-heading">
      <div class="section-head">
        <h2 id="tray-heading">{text('demo.tray.heading')}</h2>
        <span class="accounted" aria-live="polite">
          {text('demo.tray.accounted', { count: accountedPages })}
        </span>
      </div>
      {device.papers.length === 0 ? (
        <p class="hint">{text('demo.tray.empty')}</p>
      ) : (
        <ul class="papers">
          {device.papers.slice(0, SHOWN).map((paper) => (
            <li key={paper.printedAt}>
              <PaperStack paper={paper} />
              <span>
                <strong>{paper.title}</strong>
                {text('demo.tray.pages', { count: paper.pages })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** As many sheets as pages, up to what one can tell apart. */
function PaperStack({ paper }: { paper: Paper }) {
  const sheets = Array.from({ length: Math.min(STACKED, paper.pages) }, (_, index) => index).toReversed();
  return (
    <svg class="paper" viewBox="0 0 46 54" aria-hidden="true">
      {sheets.map((sheet) => (
        <g key={sheet} transform={`translate(${sheet * 3} ${sheet * 3})`}>
          <rect x="1" y="1" width="34" height="44" rx="2" class="sheet" />
          <path d="M7 10h22M7 17h22M7 24h18M7 31h22M7 38h12" class="lines" />
        </g>
      ))}
    </svg>
  );
}
