import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';
import type { ChoiceOf } from './choices.ts';

interface ChoiceButtonProps {
  readonly of: ChoiceOf;
  readonly name: string;
  readonly value: string;
}

/** One of many: shows what is chosen, and all there is when touched. */
export function ChoiceButton({ of, name, value }: ChoiceButtonProps) {
  const { dispatch } = usePanelApp();
  return (
    <div class="option">
      <span class="option__name" aria-hidden="true">
        {name}
      </span>
      <button
        type="button"
        class="picker"
        aria-haspopup="dialog"
        aria-label={`${name}: ${value}`}
        onClick={() => dispatch({ type: 'choice-opened', of })}
      >
        <span>{value}</span>
        <Icon name="next" />
      </button>
    </div>
  );
}
