export * from './codec/decoder.ts';
export * from './codec/encode.ts';
export * from './codec/limits.ts';
export type * from './codec/message.ts';
export * from './codec/read-message.ts';
export * from './discovery/txt-record.ts';
export { GROUP } from './codec/tags.ts';
export * from './ipp-fault.ts';
export { checkSyntax, statusOfFault, type SyntaxFault, type SyntaxFaultKind } from './registry/check-syntax.ts';
export * from './registry/operations.ts';
export * from './registry/states.ts';
export * from './registry/statuses.ts';
export * from './model/attr.ts';
export * from './model/date-time.ts';
export * from './model/read.ts';
export { answer } from './printer/answer.ts';
export * from './printer/description.ts';
export * from './printer/jobs-port.ts';
export { isOpenToAnybody } from './printer/open-to-anybody.ts';
export * from './printer/printer.ts';
export type {
  Arrival,
  Authentication,
  Decompress,
  PrinterControl,
  PrinterOptions,
  PrinterStatus,
} from './printer/served.ts';
export { EVERYWHERE_OPERATIONS, SERVED_OPERATIONS } from './printer/supported-operations.ts';
export * from './client/client.ts';
