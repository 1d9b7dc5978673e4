import { scannerOf } from '../../desk-choices.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { choicesOf, type ChoiceOf } from './choices.ts';

interface ChoiceDialogProps {
  readonly visit: VisitScreen;
  readonly of: ChoiceOf;
}

export function ChoiceDialog({ visit, of }: ChoiceDialogProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const scanner = scannerOf(visit.desk);
  if (scanner === null) return null;
  const { name, items } = choicesOf(of, scanner, visit, t);
  return (
    <Dialog heading={name} onDismiss={() => dispatch({ type: 'dialog-dismissed' })}>
      {items.map(({ label, chosen, input }) => (
        <button
          key={label}
          type="button"
          class={chosen ? 'button button--primary' : 'button'}
          aria-pressed={chosen}
          data-first={chosen ? '' : undefined}
          onClick={() => dispatch(input)}
        >
          {label}
        </button>
      ))}
    </Dialog>
  );
}
