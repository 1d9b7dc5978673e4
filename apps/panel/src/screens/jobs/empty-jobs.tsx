import { usePanelApp } from '../../panel-app.ts';

export function EmptyJobs() {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <div class="jobs jobs--empty">
      <svg class="jobs__nothing" viewBox="0 0 160 120" aria-hidden="true" focusable="false">
        <path class="jn-tray" d="M22 62h30l8 14h40l8-14h30v42H22z" />
        <path class="jn-sheet" d="M46 62V14h50l18 18v30" />
        <path class="jn-sheet" d="M96 14v18h18" />
        <path class="jn-line" d="M60 40h24M60 52h38" />
      </svg>
      <h2>{t('panel.jobs.emptyHeading')}</h2>
      <p>{t('panel.jobs.emptyText')}</p>
    </div>
  );
}
