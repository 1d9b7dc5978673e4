import type { PanelCopyRequest, PanelScanner } from '@holdover/api';
import { copiesInColor, copyOf } from '../../desk-choices.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { ChoiceButton } from '../set-up/choice-button.tsx';
import { SIZE_NAMES } from '../set-up/choices.ts';
import { Segments } from '../set-up/segments.tsx';
import { Originals, Sides, Start, WithScanner } from '../set-up/set-up.tsx';
import './copy.css';

export function CopySetUp({ visit }: { readonly visit: VisitScreen }) {
  return <WithScanner visit={visit}>{(scanner) => <CopyOptions visit={visit} scanner={scanner} />}</WithScanner>;
}

interface CopyOptionsProps {
  readonly visit: VisitScreen;
  readonly scanner: PanelScanner;
}

function CopyOptions({ visit, scanner }: CopyOptionsProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const copy = copyOf(scanner, visit.desk.copy);
  const choose = (choice: Partial<PanelCopyRequest>): void => dispatch({ type: 'copy-chosen', choice });
  return (
    <div class="set-up">
      <div class="set-up__options">
        <Originals scanner={scanner} source={copy.source} twoSided={copy.twoSidedOriginal} onChoose={choose} />
        {copiesInColor(scanner) && (
          <Segments
            name={t('panelTasks.color.name')}
            value={copy.color ? 'color' : 'black-and-white'}
            segments={[
              { value: 'black-and-white', label: t('panelTasks.color.black-and-white') },
              { value: 'color', label: t('panelTasks.color.color') },
            ]}
            onChoose={(color) => choose({ color: color === 'color' })}
          />
        )}
        {scanner.copy.duplex && (
          <Sides
            name={t('panelTasks.copy.outputSides')}
            twoSided={copy.twoSided}
            onChoose={(twoSided) => choose({ twoSided })}
          />
        )}
        {scanner.sizes.length > 1 && (
          <ChoiceButton of="size" name={t('panelTasks.setUp.size')} value={SIZE_NAMES[copy.size]} />
        )}
      </div>
      <div class="set-up__go">
        <Copies copies={copy.copies} most={scanner.copy.mostCopies} onChoose={(copies) => choose({ copies })} />
        <Start visit={visit} scanner={scanner} source={copy.source} order="copy-started" />
      </div>
    </div>
  );
}

interface CopiesProps {
  readonly copies: number;
  readonly most: number;
  readonly onChoose: (copies: number) => void;
}

function Copies({ copies, most, onChoose }: CopiesProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <div class="copies" role="group" aria-label={t('panelTasks.copy.copies')}>
      <span class="option__name" aria-hidden="true">
        {t('panelTasks.copy.copies')}
      </span>
      <div class="copies__row">
        <button
          type="button"
          class="button copies__step"
          aria-label={t('panelTasks.copy.fewer')}
          aria-disabled={copies <= 1}
          onClick={() => copies > 1 && onChoose(copies - 1)}
        >
          <Icon name="minus" />
        </button>
        <button
          type="button"
          class="copies__number"
          aria-haspopup="dialog"
          aria-label={t('panelTasks.copy.count', { count: copies })}
          onClick={() => dispatch({ type: 'copies-dialog-opened' })}
        >
          {copies}
        </button>
        <button
          type="button"
          class="button copies__step"
          aria-label={t('panelTasks.copy.more')}
          aria-disabled={copies >= most}
          onClick={() => copies < most && onChoose(copies + 1)}
        >
          <Icon name="plus" />
        </button>
      </div>
      <p class="sr-only" role="status">
        {t('panelTasks.copy.count', { count: copies })}
      </p>
    </div>
  );
}
