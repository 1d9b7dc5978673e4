import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault, seconds } from '@holdover/kernel';
import { findTool, startForeignProcess } from '@holdover/testbed/peers';

export type Verdict = 'PASS' | 'FAIL' | 'SKIP';

export interface SuiteResult {
  /** In the suite's order; ipptool cuts names at 68 characters, and some occur twice. */
  readonly verdicts: readonly { readonly name: string; readonly verdict: Verdict }[];
  /** The failed tests with what was expected and got. */
  readonly failures: string;
  readonly output: string;
}

export interface SuiteRun {
  /** Without `.test`. */
  readonly suite: string;
  readonly uri: string;
  /** The folder of `writeSuiteDocuments`. */
  readonly documents: string;
  /** Says all attributes it gets, too. */
  readonly verbose?: boolean;
}

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** Where the packages keep their suites; the second cannot be installed beside the first and is only unpacked. */
const SOURCES = [
  { package: 'cups-ipp-utils', folder: '/usr/share/cups/ipptool' },
  { package: 'ippsample-data', folder: join(ROOT, '.cache/debian/ippsample-data/usr/share/cups/ipptool') },
];
/** Suites wait five seconds between looks at a job. */
const DEADLINE = seconds(100);

/**
 * Runs one of ipptool's suites and reads its verdicts: its exit code can be 0 with failures.
 * Without its -T: with that, libcups 2.4 gives up on TLS 1.3 as soon as session tickets come.
 * @throws Fault `suite-missing` naming the Debian packages
 */
export async function runSuite({ suite, uri, documents, verbose = false }: SuiteRun): Promise<SuiteResult> {
  const args = [verbose ? '-tvI' : '-tI', '-f', 'document-letter.pdf', uri, fileOf(suite)];
  const tool = startForeignProcess(findTool('ipptool'), args, { cwd: documents });
  const deadline = setTimeout(() => tool.kill('SIGKILL'), DEADLINE);
  const code = await tool.exited;
  clearTimeout(deadline);
  const lines = tool.output().split('\n');
  const failedAt = lines.flatMap((line, at) => (line.includes('[FAIL]') ? [at] : []));
  const failures = failedAt.map((at) => lines.slice(at, at + 12).join('\n'));
  // Killed, or it could not read its own file: what it said by then is no result.
  if (code > 1) failures.push(`ipptool ended with ${code}: ${lines.slice(-3).join('\n')}`);
  return {
    verdicts: lines.flatMap((line) => verdictOf(line) ?? []),
    failures: failures.join('\n'),
    output: tool.output(),
  };
}

export function namesOf(result: SuiteResult, wanted: Verdict): readonly string[] {
  return result.verdicts.filter(({ verdict }) => verdict === wanted).map(({ name }) => name);
}

/** The last value of an attribute in what a verbose run got, up to its first comma. */
export function attributeIn({ output }: SuiteResult, name: string): string {
  const found = [...output.matchAll(new RegExp(`^ +${name} \\([^)]*\\) = ([^,\\n]+)`, 'gm'))].at(-1)?.[1];
  return found ?? `no ${name}`;
}

function verdictOf(line: string): SuiteResult['verdicts'][number] | undefined {
  const [, name = '', verdict] = /^ {4}(\S.*?) +\[(PASS|FAIL|SKIP)\]/.exec(line) ?? [];
  return verdict === 'PASS' || verdict === 'FAIL' || verdict === 'SKIP' ? { name, verdict } : undefined;
}

function fileOf(suite: string): string {
  const found = SOURCES.map(({ folder }) => join(folder, `${suite}.test`)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Fault({
    owner: 'environment',
    code: 'suite-missing',
    message: `${suite}.test is in neither ${SOURCES.map(({ package: name, folder }) => `${folder} (package ${name})`).join(' nor ')}`,
  });
}
