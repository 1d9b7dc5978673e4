import type { DeviceModel, DiscoveredPrinter } from '@holdover/api';
import type { DeviceId, Duration, Instant } from '@holdover/kernel';
import { toRfc3339 } from '@holdover/kernel';
import type { FoundPrinter } from '@holdover/nodejs';

/** Undefined where there is no network to ask. */
export type PrinterSearch = (listenFor: Duration) => Promise<readonly FoundPrinter[] | undefined>;

/** A device as far as it can be recognised by. */
export interface KnownPrinter {
  readonly deviceId: DeviceId;
  readonly uri: string;
  readonly uuid: string | null;
}

/** What an administrator is shown of a printer that answered; without those that are queues of our own. */
export function discoveredPrinters(
  found: readonly FoundPrinter[],
  {
    known,
    ownUuids,
    now,
  }: { readonly known: readonly KnownPrinter[]; readonly ownUuids: ReadonlySet<string>; readonly now: Instant },
): DiscoveredPrinter[] {
  return found
    .filter(({ uuid }) => uuid === undefined || !ownUuids.has(uuid))
    .map((printer) => ({
      name: printer.name,
      uri: printer.uri,
      makeAndModel: printer.makeAndModel ?? '',
      location: printer.location ?? '',
      uuid: printer.uuid ?? null,
      color: printer.color ?? null,
      duplex: printer.duplex ?? null,
      formats: [...printer.formats],
      model: modelOf(printer.makeAndModel ?? printer.name),
      deviceId: known.find((each) => isSamePrinter(each, printer))?.deviceId ?? null,
      foundAt: toRfc3339(now),
    }));
}

/** A3: by the vendor's name in what the device says of itself. Everything that speaks IPP Everywhere is `generic`. */
export function modelOf(makeAndModel: string): DeviceModel {
  const words = makeAndModel.toLowerCase();
  return VENDORS.find(([name]) => new RegExp(`\\b${name}\\b`).test(words))?.[1] ?? 'generic';
}

/** Ricoh builds what these sell under other names. */
const VENDORS: readonly (readonly [string, DeviceModel])[] = [
  ['kyocera', 'kyocera'],
  ['taskalfa', 'kyocera'],
  ['ecosys', 'kyocera'],
  ['ricoh', 'ricoh'],
  ['lanier', 'ricoh'],
  ['savin', 'ricoh'],
  ['nashuatec', 'ricoh'],
  ['canon', 'canon'],
  ['imagerunner', 'canon'],
];

function isSamePrinter(known: KnownPrinter, printer: FoundPrinter): boolean {
  if (known.uuid !== null && printer.uuid !== undefined) return plain(known.uuid) === printer.uuid;
  return place(known.uri) === place(printer.uri);
}

function plain(uuid: string): string {
  return uuid.replace(/^urn:uuid:/i, '').toLowerCase();
}

/** Host and path: a device is the same one over ipp and ipps. */
function place(uri: string): string {
  return uri
    .toLowerCase()
    .replace(/^ipps?:\/\//, '')
    .replace(/:631(?=\/|$)/, '')
    .replace(/\/+$/, '');
}
