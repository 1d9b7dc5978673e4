import type { Activity } from '@holdover/api';
import { IconCopy, IconHandFinger, IconPrinter, IconScan } from '@tabler/icons-react';

export const KIND_ICONS = { print: IconPrinter, copy: IconCopy, scan: IconScan, 'walk-up': IconHandFinger } as const;

/** Keys of texts have no hyphen. */
export function kindKey(kind: Activity['kind']) {
  return kind === 'walk-up' ? 'walkUp' : kind;
}
