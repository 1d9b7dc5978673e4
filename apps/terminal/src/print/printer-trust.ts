import type { PrinterTls, SeenCertificate } from '@holdover/nodejs';
import type { Cancel } from '@holdover/kernel';

/** Which printer over ipps is the right one: the one whose key an administrator approved at the server. */
export interface PrinterTrust {
  /** For the transport to the printer. */
  readonly tls: PrinterTls;
  /** What is approved is known once the terminal's stores are open. */
  usePin(pin: () => string | undefined): void;
  /** As the printer last showed; undefined before it did, and over ipp. */
  seen(): SeenCertificate | undefined;
  /** Whether it showed another than the approved. */
  isRefused(): boolean;
  subscribe(listener: () => void): Cancel;
}

export function createPrinterTrust(): PrinterTrust {
  const listeners = new Set<() => void>();
  let pinOf = (): string | undefined => undefined;
  let seen: SeenCertificate | undefined;
  return {
    tls: {
      pin: () => pinOf(),
      onCertificate(shown) {
        seen = shown;
        for (const listener of listeners) listener();
      },
    },
    usePin(pin) {
      pinOf = pin;
    },
    seen: () => seen,
    isRefused: () => seen !== undefined && seen.pin !== pinOf(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
