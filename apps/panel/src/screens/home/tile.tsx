import { usePanelApp } from '../../panel-app.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { reasonText, type Obstacle } from '../../texts.ts';

interface TileProps {
  readonly icon: IconName;
  readonly title: string;
  readonly detail: string;
  readonly kind?: 'first';
  readonly against: Obstacle | null;
  readonly onOpen?: () => void;
}

export function Tile({ icon, title, detail, kind, against, onOpen }: TileProps) {
  const { texts } = usePanelApp();
  const open = against === null ? onOpen : undefined;
  return (
    <button
      type="button"
      class={`tile${kind === 'first' ? ' tile--first' : ''}`}
      aria-disabled={against !== null}
      onClick={() => open?.()}
    >
      <span class="tile__icon">
        <Icon name={icon} />
      </span>
      <span class="tile__words">
        <span class="tile__title">{title}</span>
        <span class="tile__detail">{against === null ? detail : texts.value(reasonText(against))}</span>
      </span>
    </button>
  );
}
