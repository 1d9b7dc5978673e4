import type { PanelScanTarget } from '@holdover/api';
import type { IconName } from '../../parts/icon.tsx';
import { reasonText, type Texts } from '../../texts.ts';

type Named = Pick<PanelScanTarget, 'id' | 'kind' | 'name'>;

export function targetName({ kind, name }: Named, t: Texts): string {
  switch (kind) {
    case 'me':
      return t('panelTasks.target.me');
    case 'usb':
      return t('panelTasks.target.usb');
    default:
      return name;
  }
}

export function targetIcon({ kind }: Named): IconName {
  switch (kind) {
    case 'me':
      return 'mail';
    case 'usb':
      return 'usb';
    default:
      return 'folder';
  }
}

/** Why not; or that it takes its time; or what kind of target it is. */
export function targetState({ available, reason, held, kind }: PanelScanTarget, t: Texts): string {
  if (!available) return t(reason === undefined ? 'panel.reason.other' : reasonText(reason));
  if (held) return t('panelTasks.target.held');
  switch (kind) {
    case 'me':
      return t('panelTasks.target.byEmail');
    case 'usb':
      return t('panelTasks.target.stick');
    default:
      return t('panelTasks.target.folder');
  }
}
