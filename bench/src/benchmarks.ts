import type { Benchmark } from './benchmark.ts';
import { console } from './console.ts';
import { directory } from './directory.ts';
import { journalAppend } from './journal-append.ts';
import { loginLinkCut } from './login-link-cut.ts';
import { loginOffline } from './login-offline.ts';
import { loginPopulation } from './login-population.ts';
import { panel } from './panel.ts';
import { revoke } from './revoke.ts';
import { spoolIngest } from './spool-ingest.ts';
import { spoolThroughput } from './spool-throughput.ts';
import { syncFull } from './sync-full.ts';

export const BENCHMARKS: readonly Benchmark[] = [
  loginOffline,
  loginPopulation,
  loginLinkCut,
  panel,
  journalAppend,
  syncFull,
  revoke,
  spoolIngest,
  spoolThroughput,
  directory,
  console,
];
