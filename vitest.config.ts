import { defineConfig } from 'vitest/config';

/** Tests run from source: workspace packages resolve by their `source` condition, nothing needs `dist`. */
const conditions = ['source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Modules are loaded once a worker: half the time. Tests share nothing but constants anyway.
          isolate: false,
          // A slow hash on a busy machine; what hangs is still found.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'tools/**/*.test.{ts,mjs}'],
          exclude: ['apps/server/**', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          // Each file of stores ends the PostgreSQL it started, so files must not share modules.
          name: 'unit-server',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: ['apps/server/src/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
