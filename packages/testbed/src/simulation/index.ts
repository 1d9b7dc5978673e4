export type { Life, LifeEnd } from './life.ts';
export type { Machine, MachineOptions } from './machine.ts';
export * from './settle.ts';
export * from './simulated-time.ts';
