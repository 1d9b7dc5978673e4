export * from './accounting.ts';
export * from './capacity.ts';
export * from './chain.ts';
export * from './epoch.ts';
export * from './record.ts';
export * from './recover-print.ts';
export * from './refusals.ts';
export * from './verify.ts';
