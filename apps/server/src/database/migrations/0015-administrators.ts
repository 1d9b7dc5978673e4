import type { Migration } from '../migration.ts';

export const administrators: Migration = { name: 'administrators', up: () => Promise.resolve() };
