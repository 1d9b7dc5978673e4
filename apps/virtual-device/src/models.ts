/** The models of product.md a virtual device can be. */
export const MODELS = {
  kyocera: {
    manufacturer: 'Kyocera',
    model: 'TASKalfa 4054ci (virtual)',
    color: true,
    duplex: true,
    pagesPerMinute: 40,
    formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster', 'text/plain'],
  },
  ricoh: {
    manufacturer: 'Ricoh',
    model: 'IM C3000 (virtual)',
    color: true,
    duplex: true,
    pagesPerMinute: 30,
    formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster', 'text/plain'],
  },
  canon: {
    manufacturer: 'Canon',
    model: 'iR-ADV 4745 (virtual)',
    color: false,
    duplex: true,
    pagesPerMinute: 45,
    formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster', 'text/plain'],
  },
  generic: {
    manufacturer: 'Generic',
    model: 'IPP Everywhere (virtual)',
    color: true,
    duplex: true,
    pagesPerMinute: 20,
    formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster', 'text/plain'],
  },
  other: {
    manufacturer: 'Other',
    model: 'Embedded Terminal (virtual)',
    color: false,
    duplex: false,
    pagesPerMinute: 25,
    formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster', 'text/plain'],
  },
} as const satisfies Readonly<Record<string, ModelRow>>;

export type DeviceModel = keyof typeof MODELS;

export interface ModelRow {
  readonly manufacturer: string;
  readonly model: string;
  readonly color: boolean;
  readonly duplex: boolean;
  readonly pagesPerMinute: number;
  readonly formats: readonly string[];
}

/** PWG 5101.1 names; the first is what lies in the tray. */
export const MEDIA = [
  'iso_a4_210x297mm',
  'iso_a5_148x210mm',
  'iso_a3_297x420mm',
  'na_letter_8.5x11in',
  'na_index-4x6_4x6in',
];

export function isDeviceModel(text: string): text is DeviceModel {
  return Object.hasOwn(MODELS, text);
}
