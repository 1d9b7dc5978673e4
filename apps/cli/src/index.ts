export { type Environment } from './environment.ts';
export { runHoldover } from './program.ts';
