import { join } from 'node:path';
import { seconds } from '@holdover/kernel';
import { findTool, startForeignProcess } from '@holdover/testbed/peers';

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The failed tests with what was expected and got. */
  readonly failures: string;
  readonly output: string;
}

/** Where the package cups-ipp-utils keeps its suites. */
const SUITES = '/usr/share/cups/ipptool';

/**
 * Runs one of ipptool's bundled suites and counts its verdicts: its exit code can be 0 with failures.
 * Without its -T: with that, libcups 2.4 gives up on TLS 1.3 as soon as session tickets come.
 * @param documents the folder of `writeSuiteDocuments`
 */
export async function runSuite(suite: string, uri: string, documents: string): Promise<SuiteResult> {
  const args = ['-tI', '-f', 'document-letter.pdf', uri, join(SUITES, `${suite}.test`)];
  const tool = startForeignProcess(findTool('ipptool'), args, { cwd: documents });
  const deadline = setTimeout(() => tool.kill('SIGKILL'), seconds(100));
  await tool.exited;
  clearTimeout(deadline);
  const lines = tool.output().split('\n');
  const count = (verdict: string): number => lines.filter((line) => line.includes(`[${verdict}]`)).length;
  const failedAt = lines.flatMap((line, at) => (line.includes('[FAIL]') ? [at] : []));
  return {
    passed: count('PASS'),
    failed: count('FAIL'),
    skipped: count('SKIP'),
    failures: failedAt.map((at) => lines.slice(at, at + 12).join('\n')).join('\n'),
    output: tool.output(),
  };
}
