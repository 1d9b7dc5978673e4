import { networkInterfaces } from 'node:os';
import { Bonjour, type Service } from 'bonjour-service';
import { readTxt, type TxtPrinter } from '@holdover/ipp';
import type { Duration } from '@holdover/kernel';

/** A printer that answered. */
export interface FoundPrinter extends TxtPrinter {
  /** The service's name. */
  readonly name: string;
  /** By its address, not its name: names of .local mean nothing outside of this network. */
  readonly uri: string;
}

/** More than answer in any one network segment. */
const MOST = 500;
const ASK_AGAIN_AFTER = 0.4;

/**
 * Asks for printers by multicast DNS and listens this long. IPPS counts where a printer offers both.
 * Empty where nobody answers; undefined where there is no network to ask.
 */
export async function findPrinters(listenFor: Duration): Promise<readonly FoundPrinter[] | undefined> {
  const addresses = outwardAddresses();
  if (addresses.length === 0) return undefined;
  const found = new Map<string, FoundPrinter>();
  // It hears nothing between interfaces unless it is told one, and bound to all addresses.
  const asked = addresses.map((address) => {
    const options: object = { interface: address, bind: '0.0.0.0' }; // of multicast-dns, which its types do not know
    return new Bonjour(options, () => undefined);
  });
  const browsers = asked.flatMap((network) =>
    (['ipp', 'ipps'] as const).map((type) =>
      network.find({ type }, (service) => {
        const printer = printerOf(type, service);
        if (printer === undefined || found.size >= MOST) return;
        const key = printer.uuid ?? `${printer.name} ${printer.path}`;
        if (type === 'ipps' || !found.has(key)) found.set(key, printer);
      }),
    ),
  );
  await after(listenFor * ASK_AGAIN_AFTER);
  for (const browser of browsers) browser.update();
  await after(listenFor * (1 - ASK_AGAIN_AFTER));
  for (const browser of browsers) browser.stop();
  for (const network of asked) network.destroy();
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function printerOf(scheme: 'ipp' | 'ipps', service: Service): FoundPrinter | undefined {
  const { name, port, addresses = [], txt, referer } = service;
  const address = addresses.find((one) => one.includes('.')) ?? referer?.address;
  if (address === undefined || !(port > 0)) return undefined;
  const told = readTxt(textsOf(txt));
  // RFC 3510 and RFC 7472: 631 is what an ipp or ipps uri without a port means.
  const authority = port === 631 ? address : `${address}:${port}`;
  return { ...told, name: name.slice(0, 200), uri: `${scheme}://${authority}${told.path}` };
}

function textsOf(txt: unknown): Readonly<Record<string, string>> {
  if (typeof txt !== 'object' || txt === null) return {};
  return Object.fromEntries(
    Object.entries(txt).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function outwardAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter((one) => !one.internal && one.family === 'IPv4').map((one) => one.address),
  );
}

function after(delay: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delay);
  });
}
