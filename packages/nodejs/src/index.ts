export * from './files.ts';
export * from './keys.ts';
export * from './logger.ts';
export * from './node-digest.ts';
export * from './password.ts';
export * from './shutdown.ts';
export * from './stretch.ts';
export { createSystemClock, type ClockSources } from './system-clock.ts';
export * from './system-entropy.ts';
