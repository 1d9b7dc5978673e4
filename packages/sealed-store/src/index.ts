export type * from './key-protector.ts';
export * from './keyfile-protector.ts';
export * from './sealed-database.ts';
