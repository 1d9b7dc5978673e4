import { copyOf, scannerOf } from '../../desk-choices.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';

interface CopiesDialogProps {
  readonly visit: VisitScreen;
  readonly typed: string;
}

/** The number of copies by digits, on the screen or a keyboard. */
export function CopiesDialog({ visit, typed }: CopiesDialogProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const scanner = scannerOf(visit.desk);
  if (scanner === null) return null;
  const digit = (one: string) => (
    <button key={one} type="button" class="button" onClick={() => dispatch({ type: 'digit', digit: one })}>
      {one}
    </button>
  );
  return (
    <Dialog
      heading={t('panelTasks.copy.typeHeading')}
      text={t('panelTasks.copy.typeText', { most: scanner.copy.mostCopies })}
      onDismiss={() => dispatch({ type: 'dialog-dismissed' })}
    >
      <div class="pad">
        <output class={typed === '' ? 'pad__number pad__number--before' : 'pad__number'}>
          {typed === '' ? copyOf(scanner, visit.desk.copy).copies : typed}
        </output>
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit)}
        <button
          type="button"
          class="button"
          aria-label={t('panelTasks.copy.erase')}
          onClick={() => dispatch({ type: 'erase' })}
        >
          <Icon name="erase" />
        </button>
        {digit('0')}
        <button
          type="button"
          class="button button--primary"
          data-first
          onClick={() => dispatch({ type: 'copies-confirmed' })}
        >
          {t('fixed.ok')}
        </button>
      </div>
    </Dialog>
  );
}
