export type { CrashMoment } from './disk-faults.ts';
export type { Life, LifeEnd } from './life.ts';
export type { Machine, MachineOptions } from './machine.ts';
export * from './memory-disk.ts';
export * from './settle.ts';
export * from './simulated-time.ts';
