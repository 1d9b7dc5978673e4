export * from './describe-clock.ts';
export * from './describe-documents.ts';
export * from './describe-entropy.ts';
export * from './describe-gateway-wire.ts';
export * from './describe-printer.ts';
export * from './describe-sealed-database.ts';
export * from './describe-stretch.ts';
