import type { ScannerAbilities, ScanSize, SourceAbilities } from '@holdover/escl';
import { MODELS, type DeviceModel } from '../models.ts';

/** In 1/300 inch. */
const A3: ScanSize = { width: 3508, height: 4961 };
/** A4 as well as Letter. */
const A4_LETTER: ScanSize = { width: 2550, height: 3508 };
const LEGAL: ScanSize = { width: 2550, height: 4200 };

interface ScannerRow {
  readonly platen: ScanSize;
  readonly feeder: ScanSize;
  readonly duplex: boolean;
}

const OFFICE: ScannerRow = { platen: A3, feeder: A3, duplex: true };

const SCANNERS: Readonly<Record<DeviceModel, ScannerRow>> = {
  kyocera: OFFICE,
  ricoh: OFFICE,
  canon: OFFICE,
  generic: { platen: A4_LETTER, feeder: LEGAL, duplex: true },
  other: { platen: A4_LETTER, feeder: LEGAL, duplex: false },
};

const EVERYTHING: Omit<SourceAbilities, 'largest'> = {
  colors: ['color', 'grayscale', 'black-and-white'],
  resolutions: [75, 100, 150, 200, 300, 400, 600],
  formats: ['image/jpeg', 'application/pdf'],
};

/** What the scanner of a model can do. All of them see colours, those that print black too. */
export function abilitiesOf(model: DeviceModel, uuid: string): ScannerAbilities {
  const { manufacturer, model: name } = MODELS[model];
  const { platen, feeder, duplex } = SCANNERS[model];
  return {
    makeAndModel: `${manufacturer} ${name}`,
    uuid,
    platen: { ...EVERYTHING, largest: platen },
    feeder: { ...EVERYTHING, largest: feeder, duplex },
  };
}
