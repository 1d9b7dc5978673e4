import { scannerOf } from './desk-choices.ts';
import { withDesk } from './desk-parts.ts';
import type { Input, Panel, Step, VisitScreen } from './panel-state.ts';
import { go, stay } from './step-parts.ts';

/** The number of copies by digits: of the pad on the screen, or of a keyboard. */
export function onCopiesInput(panel: Panel, visit: VisitScreen, input: Input): Step | null {
  if (visit.view !== 'copy') return null;
  const typed = visit.dialog?.kind === 'copies' ? visit.dialog.typed : null;
  const type = (digits: string): Step => go(panel, { ...visit, dialog: { kind: 'copies', typed: digits } });
  switch (input.type) {
    case 'copies-dialog-opened':
      return type('');
    case 'digit':
      return visit.dialog === null || typed !== null ? type(nextTyped(visit, typed ?? '', input.digit)) : stay(panel);
    case 'erase':
      return typed === null ? stay(panel) : type(typed.slice(0, -1));
    case 'submit':
    case 'copies-confirmed':
      return typed === null ? stay(panel) : go(panel, confirm(visit, typed));
    default:
      return null;
  }
}

/** No more digits than the device makes copies. */
function nextTyped(visit: VisitScreen, typed: string, digit: string): string {
  const next = typed + digit;
  return Number(next) === 0 || Number(next) > mostCopies(visit) ? typed : next;
}

function confirm(visit: VisitScreen, typed: string): VisitScreen {
  const closed: VisitScreen = { ...visit, dialog: null };
  return typed === '' ? closed : withDesk(closed, { copy: { ...visit.desk.copy, copies: Number(typed) } });
}

const mostCopies = ({ desk }: VisitScreen): number => scannerOf(desk)?.copy.mostCopies ?? 1;
