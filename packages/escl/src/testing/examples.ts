import type { ScanTicket, ScannerAbilities, SourceAbilities } from '../scanner.ts';

const GLASS: SourceAbilities = {
  colors: ['color', 'grayscale', 'black-and-white'],
  resolutions: [75, 150, 300, 600],
  formats: ['image/jpeg', 'application/pdf'],
  largest: { width: 3508, height: 4961 },
};

export const ABILITIES: ScannerAbilities = {
  makeAndModel: 'Example & Söhne <MFP> "3000"',
  uuid: '0198c1d2-0000-7000-8000-000000000001',
  platen: GLASS,
  feeder: { ...GLASS, resolutions: [150, 300], largest: { width: 2550, height: 4200 }, duplex: true },
};

export const TICKET: ScanTicket = {
  source: 'feeder',
  duplex: true,
  color: 'grayscale',
  resolution: 300,
  size: { width: 2480, height: 3508 },
  format: 'image/jpeg',
  intent: 'document',
};
