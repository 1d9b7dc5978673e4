export type * from './brand.ts';
export * from './bytes.ts';
export * from './canonical-json.ts';
export * from './duration.ts';
export * from './fault.ts';
export * from './id.ts';
export type * from './ports.ts';
export * from './retry.ts';
export * from './time.ts';
