import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { INVARIANTS } from './watch.ts';
import type { Report } from './simulate-worker.ts';

const HELP = `Plays fleets through faults, faster than real time, and checks after every step what must hold.

  npm run simulate -- --seeds 1000     plays seeds 1 to 1000
  npm run simulate -- --seed 4711      plays one seed and prints its story as it went

  --seeds N   how many (default 100)
  --from N    the first (default 1)
  --seed N    one alone
  --jobs N    at the same time (default: one for each processor)
  --json      one object a line
  --help      this

Ends with 0 when nothing was broken, 1 when something was, 2 for a wrong argument.
`;

interface Task {
  readonly from: number;
  readonly count: number;
  readonly jobs: number;
  /** One seed, whose trace is shown. */
  readonly isReplay: boolean;
  readonly json: boolean;
}

function readTask(): Task | string {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string' },
        from: { type: 'string' },
        seed: { type: 'string' },
        jobs: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return HELP;
    const one = values.seed === undefined ? undefined : wholeNumber('seed', values.seed);
    return {
      from: one ?? wholeNumber('from', values.from ?? '1'),
      count: one === undefined ? wholeNumber('seeds', values.seeds ?? '100') : 1,
      jobs: wholeNumber('jobs', values.jobs ?? String(availableParallelism())),
      isReplay: one !== undefined,
      json: values.json,
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nTry --help.\n`);
    process.exit(2);
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 1e9) return number;
  throw new RangeError(`--${name} takes a whole number from 1 to 1000000000, not ${text}`);
}

/** What all workers found. */
class Tally {
  readonly faults = new Map<string, number>();
  readonly broken: Report[] = [];
  readonly #started = performance.now();
  seeds = 0;
  steps = 0;

  add(report: Report): void {
    this.seeds += 1;
    this.steps += report.steps;
    for (const [kind, count] of report.faults) this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    if (report.violations.length > 0) this.broken.push(report);
  }

  get seedsAMinute(): number {
    return Math.round((this.seeds / (performance.now() - this.#started)) * 60_000);
  }
}

function tell(report: Report, { json, isReplay }: Task): void {
  if (json)
    return void process.stdout.write(`${JSON.stringify({ ...report, faults: Object.fromEntries(report.faults) })}\n`);
  if (isReplay) process.stdout.write(`${report.trace.join('\n')}\n\nsteps ${report.steps} · trace ${report.digest}\n`);
  for (const { invariant, what } of report.violations) {
    process.stdout.write(`seed ${report.seed}: (${invariant}) ${INVARIANTS[invariant]}: ${what}\n`);
  }
  if (report.shortest !== undefined) {
    process.stdout.write(`  the shortest story that shows it has ${report.shortest.length} steps:\n`);
    for (const step of report.shortest) process.stdout.write(`    ${JSON.stringify(step)}\n`);
  }
}

function tellEnd(tally: Tally, task: Task): void {
  const { seeds, steps, seedsAMinute, faults, broken } = tally;
  const sorted = [...faults].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (task.json) {
    const summary = { seeds, steps, seedsAMinute, violations: broken.length, faults: Object.fromEntries(sorted) };
    return void process.stdout.write(`${JSON.stringify(summary)}\n`);
  }
  process.stdout.write(`\nFaults injected\n`);
  for (const [kind, count] of sorted) process.stdout.write(`  ${kind.padEnd(32)} ${String(count).padStart(9)}\n`);
  process.stdout.write(
    `\n${seeds} seeds, ${steps} steps, ${seedsAMinute} seeds a minute, ${broken.length} violations\n`,
  );
}

/** A worker is let go after so many: what programs that were killed half-way leave behind adds up. */
const SEEDS_A_WORKER = 20;

/** Seeds are handed out one by one, so that workers end together. */
function work(task: Task, tally: Tally): Promise<void> {
  let next = task.from;
  const end = task.from + task.count;
  const isTerminal = process.stderr.isTTY && !task.json;
  const run = async (): Promise<void> => {
    while (next < end) await shift();
  };
  const shift = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./simulate-worker.js', import.meta.url));
      let given = 0;
      const give = (): void => {
        if (next < end && given++ < SEEDS_A_WORKER) worker.postMessage(next++);
        else void worker.terminate().then(() => resolve());
      };
      worker.on('message', (report: Report) => {
        tally.add(report);
        if (report.violations.length > 0 || task.isReplay || task.json) tell(report, task);
        if (isTerminal || (!task.json && tally.seeds % 50 === 0)) {
          process.stderr.write(
            `${isTerminal ? '\r' : ''}${tally.seeds}/${task.count} seeds, ${tally.seedsAMinute} a minute, ${tally.broken.length} violations${isTerminal ? ' ' : '\n'}`,
          );
        }
        give();
      });
      worker.on('error', reject);
      give();
    });
  return Promise.all(Array.from({ length: Math.min(task.jobs, task.count) }, run)).then(() => undefined);
}

const task = readTask();
if (typeof task === 'string') process.stdout.write(task);
else {
  const tally = new Tally();
  await work(task, tally);
  tellEnd(tally, task);
  process.exitCode = tally.broken.length > 0 ? 1 : 0;
}
