export { createEsclClient, type EsclClientOptions } from './client/escl-client.ts';
export type { EsclFault } from './escl-fault.ts';
export {
  SCANNER_ROOT,
  createScanner,
  type EsclScanner,
  type EsclScannerOptions,
  type ScannerRequest,
} from './scanner/escl-scanner.ts';
export type * from './scanner/scanner-port.ts';
export type * from './scanner.ts';
