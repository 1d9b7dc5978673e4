import type { ComponentChildren } from 'preact';
import type { Paper, StageDevice } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';

const SHOWN = 5;
const STACKED = 4;
const LINES = Array.from({ length: 12 }, (_, row) => row);

interface PaperTrayProps {
  readonly device: StageDevice;
  readonly text: Text;
  readonly children: ComponentChildren;
}

/** What came out of this device, newest first. */
export function PaperTray({ device, text, children }: PaperTrayProps) {
  const papers = device.papers.slice(0, SHOWN);
  return (
    <section class="tray" aria-labelledby="tray-heading">
      <div class="tray__slot" aria-hidden="true" />
      <h2 id="tray-heading" class="visually-hidden">
        {text('demo.tray.heading')}
      </h2>
      {papers.length === 0 ? (
        <p class="tray__empty">{text('demo.tray.empty')}</p>
      ) : (
        <ul class="papers">
          {papers.map((paper) => (
            <li key={paper.printedAt}>
              <PageImages paper={paper} text={text} />
              <p>
                <strong>{paper.title}</strong>
                <span>{text('demo.tray.pages', { count: paper.pages })}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

/** The pages as the sample document sets them, the first on top; as many sheets as one can tell apart. */
function PageImages({ paper, text }: { readonly paper: Paper; readonly text: Text }) {
  const sheets = Array.from({ length: Math.min(STACKED, paper.pages) }, (_, index) => index).reverse();
  return (
    <svg class="paper" viewBox="0 0 92 112" aria-hidden="true">
      {sheets.map((sheet) => (
        <g key={sheet} transform={`translate(${1 + sheet * 5} ${1 + sheet * 4})`}>
          <rect width="70" height="96" rx="1.5" class="sheet" />
          {sheet === 0 && (
            <>
              <text x="8" y="13" class="sheet__title" textLength={Math.min(54, paper.title.length * 3.6)}>
                {paper.title}
              </text>
              <text x="8" y="19" class="sheet__page">
                {text('demo.tray.pageOf', { page: 1, count: paper.pages })}
              </text>
              {LINES.map((row) => (
                <rect
                  key={row}
                  x="8"
                  y={25 + row * 5.2}
                  width={52 - 2.1 * ((row * 5) % 7)}
                  height="1.6"
                  class="sheet__line"
                />
              ))}
            </>
          )}
        </g>
      ))}
    </svg>
  );
}
