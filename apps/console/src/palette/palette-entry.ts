import type { Icon } from '@tabler/icons-react';

export const PALETTE_KINDS = ['recent', 'users', 'devices', 'actions', 'pages'] as const;
/** In the order they are shown. */
export type PaletteKind = (typeof PALETTE_KINDS)[number];

/** Something that can be chosen. */
export interface PaletteEntry {
  /** The same today and tomorrow: recent choices are kept by it. */
  readonly id: string;
  readonly kind: Exclude<PaletteKind, 'recent'>;
  readonly title: string;
  /** Beside it: where it is, who it is. Searched too. */
  readonly detail?: string;
  readonly icon: Icon;
  readonly run: () => void;
}

export interface PaletteSection {
  readonly kind: PaletteKind;
  readonly entries: readonly PaletteEntry[];
}
