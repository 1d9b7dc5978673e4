export * from './fake-clock.ts';
export * from './memory-logger.ts';
export * from './node-digest.ts';
export * from './seeded-entropy.ts';
