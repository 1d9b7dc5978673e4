import type { PanelScanner, PanelScanRequest, ScanSize } from '@holdover/api';
import { copyOf, scanOptionsOf } from '../../desk-choices.ts';
import type { DeskDialog, DeskInput } from '../../desk-state.ts';
import type { VisitScreen } from '../../panel-state.ts';
import type { TextKey, Texts } from '../../texts.ts';

export type ChoiceOf = Extract<DeskDialog, { readonly kind: 'choice' }>['of'];

export interface Choice {
  readonly name: string;
  readonly items: readonly { readonly label: string; readonly chosen: boolean; readonly input: DeskInput }[];
}

/** Sizes of paper are called the same everywhere. */
export const SIZE_NAMES: Readonly<Record<ScanSize, string>> = {
  a3: 'A3',
  a4: 'A4',
  a5: 'A5',
  letter: 'Letter',
  legal: 'Legal',
};

export const COLOR_TEXT: Readonly<Record<PanelScanRequest['color'], TextKey>> = {
  color: 'panelTasks.color.color',
  grayscale: 'panelTasks.color.grayscale',
  'black-and-white': 'panelTasks.color.black-and-white',
};

/** All there is to choose from, and what each choice is for the machine. */
export function choicesOf(of: ChoiceOf, scanner: PanelScanner, { view, desk }: VisitScreen, t: Texts): Choice {
  const scan = scanOptionsOf(scanner, desk.scan);
  switch (of) {
    case 'size': {
      const now = view === 'copy' ? copyOf(scanner, desk.copy).size : scan.size;
      const input = (size: ScanSize): DeskInput =>
        view === 'copy' ? { type: 'copy-chosen', choice: { size } } : { type: 'scan-chosen', choice: { size } };
      const items = scanner.sizes.map((size) => ({
        label: SIZE_NAMES[size],
        chosen: size === now,
        input: input(size),
      }));
      return { name: t('panelTasks.setUp.size'), items };
    }
    case 'color': {
      const items = scanner.colors.map((color) => ({
        label: t(COLOR_TEXT[color]),
        chosen: color === scan.color,
        input: { type: 'scan-chosen', choice: { color } } as const,
      }));
      return { name: t('panelTasks.color.name'), items };
    }
    case 'resolution': {
      const items = scanner.resolutions.map((resolution) => ({
        label: t('panelTasks.scan.dpi', { resolution }),
        chosen: resolution === scan.resolution,
        input: { type: 'scan-chosen', choice: { resolution } } as const,
      }));
      return { name: t('panelTasks.scan.resolution'), items };
    }
  }
}
