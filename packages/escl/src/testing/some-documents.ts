import { writeCapabilities } from '../codec/capabilities.ts';
import { writeSettings } from '../codec/settings.ts';
import { writeStatus } from '../codec/status.ts';
import type { FeederState, ScanColor, ScanFormat, ScanTicket, ScannerAbilities, SourceAbilities } from '../scanner.ts';
import { pick, type Random } from './random.ts';

const COLORS: readonly ScanColor[] = ['color', 'grayscale', 'black-and-white'];
const FORMATS: readonly ScanFormat[] = ['image/jpeg', 'application/pdf'];
const FEEDER: readonly (FeederState | undefined)[] = [
  'loaded',
  'empty',
  'jam',
  'cover-open',
  'multi-pick',
  'trouble',
  undefined,
];

export function someAbilities(random: Random): ScannerAbilities {
  const source = (): SourceAbilities => ({
    colors: some(COLORS, random),
    resolutions: some([75, 100, 200, 300, 1200], random),
    formats: some(FORMATS, random),
    largest: { width: 1 + random(5000), height: 1 + random(9000) },
  });
  const letters = ['a', 'Z', '&', '<', '>', '"', "'", 'é', '日'];
  return {
    makeAndModel: Array.from({ length: 1 + random(20) }, () => pick(letters, random)).join(''),
    uuid: random(2) === 0 ? undefined : 'urn:uuid:1',
    platen: random(4) === 0 ? undefined : source(),
    feeder: random(4) === 0 ? undefined : { ...source(), duplex: random(2) === 0 },
  };
}

export function someTicket(random: Random): ScanTicket {
  const source = pick(['platen', 'feeder'] as const, random);
  return {
    source,
    duplex: source === 'feeder' && random(2) === 0,
    color: pick(COLORS, random),
    resolution: 1 + random(1200),
    size: { width: 1 + random(5000), height: 1 + random(9000) },
    format: pick(FORMATS, random),
    intent: pick(['document', 'preview'] as const, random),
  };
}

/** One of the three documents. */
export function someDocument(random: Random): string {
  switch (random(3)) {
    case 0:
      return writeCapabilities({ version: `2.${random(98)}`, abilities: someAbilities(random) });
    case 1:
      return writeSettings(someTicket(random), { version: '2.0', formatExt: random(2) === 0 });
    default:
      return writeStatus({
        version: '2.97',
        state: pick(['idle', 'processing', 'stopped'] as const, random),
        feeder: pick(FEEDER, random),
        jobs: Array.from({ length: random(3) }, (_, index) => ({
          uri: `/eSCL/ScanJobs/${index}`,
          uuid: undefined,
          age: random(1000),
          imagesCompleted: random(9),
          imagesToTransfer: random(2),
          state: pick(['Pending', 'Processing', 'Completed', 'Canceled', 'Aborted'] as const, random),
          reasons: ['JobScanning'],
        })),
      });
  }
}

/** At least one of a list, in its order. */
function some<T>(list: readonly T[], random: Random): readonly T[] {
  const chosen = list.filter(() => random(2) === 0);
  return chosen.length > 0 ? chosen : list.slice(0, 1);
}
