export { createEsclClient, type EsclClientOptions } from './client/client.ts';
export type { EsclFault } from './escl-fault.ts';
export type * from './scanner.ts';
