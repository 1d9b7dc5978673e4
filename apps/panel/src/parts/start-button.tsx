import { Icon, type IconName } from './icon.tsx';
import './start-button.css';

interface StartButtonProps {
  readonly icon: IconName;
  readonly text: string;
  readonly disabled: boolean;
  readonly onStart: () => void;
}

/** The one big button of a screen. */
export function StartButton({ icon, text, disabled, onStart }: StartButtonProps) {
  return (
    <button type="button" class="button button--primary start" aria-disabled={disabled} onClick={onStart}>
      <Icon name={icon} />
      <span>{text}</span>
    </button>
  );
}
