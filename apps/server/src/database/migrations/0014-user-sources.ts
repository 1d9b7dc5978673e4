import type { Migration } from '../migration.ts';

export const userSources: Migration = { name: 'user-sources', up: () => Promise.resolve() };
