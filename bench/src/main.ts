import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { describeError } from '@holdover/nodejs';
import { scratchFolder } from '@holdover/testbed/peers';
import type { Benchmark } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { reportsOf, rowOf, tableOf, type Reported } from './report.ts';

const USAGE = `npm run bench -- [NAME …] [--json FILE] [--quick] [--links N]

  NAME         ${BENCHMARKS.map(({ name }) => name).join(', ')}; all of them unless named
  --json FILE  also writes {name, unit, ours, reference, ratio, runs} there, one object a line
  --quick      fewer and shorter runs: whether it works, not how fast
  --links N    terminals connected for revoke (default 1000)
`;

interface Wanted {
  readonly benchmarks: readonly Benchmark[];
  readonly quick: boolean;
  readonly links: number;
  readonly json: string | undefined;
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const wanted = read(args);
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}\n${USAGE}`);
    return wanted === '' ? 0 : 2;
  }
  const reports: Reported[] = [];
  let failed = 0;
  for (const benchmark of wanted.benchmarks) {
    process.stderr.write(`${benchmark.name} …\n`);
    const figures = await run(benchmark, wanted);
    if (figures === undefined) failed += 1;
    else reports.push(...figures);
  }
  process.stdout.write(`${tableOf(reports.map(({ result, aim }) => rowOf(result, aim)))}`);
  if (wanted.json !== undefined)
    writeFileSync(wanted.json, reports.map(({ result }) => `${JSON.stringify(result)}\n`).join(''));
  return failed === 0 ? 0 : 1;
}

/** Undefined when it failed; the others are still worth measuring. */
async function run(benchmark: Benchmark, { quick, links }: Wanted): Promise<readonly Reported[] | undefined> {
  const scratch = scratchFolder(`bench-${benchmark.name}`);
  try {
    return reportsOf(benchmark, await benchmark.measure({ quick, links, dir: scratch.path }));
  } catch (error) {
    process.stderr.write(`${benchmark.name} failed: ${JSON.stringify(describeError(error), undefined, 2)}\n`);
    return undefined;
  } finally {
    scratch.remove();
  }
}

/** What is wrong with the arguments, or empty for `--help`. */
function read(args: string[]): Wanted | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
        links: { type: 'string', default: '1000' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return '';
    const links = Number(values.links);
    if (!Number.isSafeInteger(links) || links < 1) return `--links: "${values.links}" is no number of terminals`;
    const unknown = positionals.find((name) => BENCHMARKS.every((benchmark) => benchmark.name !== name));
    if (unknown !== undefined) return `No benchmark is called "${unknown}"`;
    const benchmarks = BENCHMARKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { benchmarks, quick: values.quick, links, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
