export * from './enrolment.ts';
export * from './fields.ts';
export * from './journal.ts';
export * from './link.ts';
export * from './login.ts';
export * from './renewal.ts';
export * from './state.ts';
export * from './version.ts';
export type * from './wire.ts';
