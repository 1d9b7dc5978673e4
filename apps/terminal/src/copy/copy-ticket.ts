import type { ScanSize } from '@holdover/api';
import { attr, type Attribute } from '@holdover/ipp';
import type { DeviceAbilities } from '../spool/device-queue.ts';

/** How a copy comes out. */
export interface CopyTicket {
  readonly copies: number;
  readonly color: boolean;
  readonly twoSided: boolean;
  readonly size: ScanSize;
}

/** PWG 5101.1 §5. */
const MEDIA: Readonly<Record<ScanSize, string>> = {
  a3: 'iso_a3_297x420mm',
  a4: 'iso_a4_210x297mm',
  a5: 'iso_a5_148x210mm',
  letter: 'na_letter_8.5x11in',
  legal: 'na_legal_8.5x14in',
};

/** RFC 8011 §5.2 and PWG 5100.13: a medium is named where the device has it. */
export function copyTemplate(
  { copies, color, twoSided, size }: CopyTicket,
  { media }: Pick<DeviceAbilities, 'media'>,
): readonly Attribute[] {
  const medium = MEDIA[size];
  return [
    attr.integer('copies', copies),
    attr.keyword('sides', twoSided ? 'two-sided-long-edge' : 'one-sided'),
    attr.keyword('print-color-mode', color ? 'color' : 'monochrome'),
    ...(media.includes(medium) ? [attr.keyword('media', medium)] : []),
  ];
}
