import { IconCopy, IconPrinter, IconScan } from '@tabler/icons-react';

export const KIND_ICONS = { print: IconPrinter, copy: IconCopy, scan: IconScan } as const;
