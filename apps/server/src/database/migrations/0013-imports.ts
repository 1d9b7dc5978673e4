import type { Migration } from '../migration.ts';

export const imports: Migration = { name: 'imports', up: () => Promise.resolve() };
