import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Of the server these alone need no database and no listener. */
const PURE_SERVER_TESTS = ['admission', 'devices-alone', 'doorbells', 'openapi', 'return-spread', 'terminal-plan'].map(
  (name) => `apps/server/src/**/${name}.test.ts`,
);

/** Of the others these boot a whole terminal, or fill its disk: too long for the inner loop. */
const LONG_TESTS = [
  'terminal.test.ts',
  'run-terminal.test.ts',
  'service/service.test.ts',
  'journal/journal-capacity.test.ts',
].map((file) => `apps/terminal/src/${file}`);

const BROWSER_TESTS = ['tests/browser/**/*.test.ts'];
/** Programs that nobody here wrote, on both ends: they wait more than they work. */
const FOREIGN_TESTS = ['tests/foreign/**/*.test.ts', 'tests/peers/**/*.test.ts'];
/** They run in one program, whose clock is their own: what else the machine does is nothing to them. */
const FLEET_TESTS = ['tests/fleet/**/*.test.ts'];

/** Tests run from source: workspace packages resolve by their `source` condition, nothing needs `dist`. */
const conditions = ['source', 'module', 'node', 'development|production'];

/** Vitest leaves one processor to whoever types; on the two of a small machine that is half of them. */
const WORKERS = Math.max(2, availableParallelism() - 1);

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
          maxWorkers: WORKERS,
          // A slow hash on a busy machine; what hangs is still found.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/!(server)/src/**/*.test.{ts,tsx}',
            'tools/**/*.test.{ts,mjs}',
            'bench/src/**/*.test.ts',
            ...PURE_SERVER_TESTS,
          ],
          exclude: LONG_TESTS,
        },
      },
      {
        extends: true,
        test: {
          // The server's, on both database engines and over real TLS, beside their source.
          // Each file ends the PostgreSQL it started, so files must not share modules.
          name: 'services',
          maxWorkers: WORKERS,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: ['apps/server/src/**/*.test.ts', ...LONG_TESTS],
          exclude: PURE_SERVER_TESTS,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          exclude: [...FOREIGN_TESTS, ...BROWSER_TESTS, ...FLEET_TESTS],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'foreign',
          include: FOREIGN_TESTS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER_TESTS,
          // Server, terminal and demo are loaded once for all files, which run one after another: seconds a file.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'fleet',
          include: FLEET_TESTS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
