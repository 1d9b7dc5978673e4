import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root, tool } from './bootstrap/paths.mjs';
import { preparePackages } from './bootstrap/prepare.mjs';
import { fail, say } from './bootstrap/progress.mjs';
import { runNode } from './bootstrap/run.mjs';
import { fuzz } from './fuzz/fuzz-in-workers.mjs';

const HELP = `Feeds a decoder with mutated messages and looks for a crash, a hang, or memory without bound.

  npm run fuzz -- ipp                          one million inputs of seed 1
  npm run fuzz -- ipp --inputs 10000000        as many
  npm run fuzz -- escl --inputs 100000         documents of eSCL
  npm run fuzz -- ipp --seed 7 --from 4711 --inputs 1    one input again

  --inputs N   how many (default 1000000)
  --seed N     what makes them; the same seed makes the same inputs (default 1)
  --from N     number of the first (default 0)
  --jobs N     at the same time (default: one for each processor)
  --json       the summary as one object
  --help       this

An input that shows something is kept in artefacts/fuzz.
Ends with 0 when nothing was found, 1 when something was, 2 for a wrong argument, 130 when interrupted.
`;

/** What can be fuzzed: the project to compile, and the module that makes and judges inputs. */
const TARGETS = {
  ipp: {
    project: 'packages/ipp',
    module: 'packages/ipp/dist/testing/fuzz.js',
    corpus: 'packages/ipp/corpus',
    extension: '.ipp',
  },
  escl: {
    project: 'packages/escl',
    module: 'packages/escl/dist/testing/fuzz.js',
    corpus: 'packages/escl/corpus',
    extension: '.xml',
  },
};

const task = readTask();
await preparePackages();
const compiled = await runNode(tool('typescript/bin/tsc'), ['-b', '--pretty', 'false', task.target.project]);
if (compiled.code !== 0) fail(`${compiled.output}\nThe target could not be compiled; the lines above say where.`);

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
process.once('SIGTERM', () => interrupt.abort());
const tally = await fuzz(task, { signal: interrupt.signal, onProgress: tellProgress, onFinding: tellFinding });
tellEnd(tally);
if (tally.findings.length > 0) process.exitCode = 1;
else if (tally.inputs < task.inputs) process.exitCode = 130;

function readTask() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        inputs: { type: 'string', default: '1000000' },
        seed: { type: 'string', default: '1' },
        from: { type: 'string', default: '0' },
        jobs: { type: 'string', default: String(availableParallelism()) },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    const [name = ''] = positionals;
    if (positionals.length !== 1 || !Object.hasOwn(TARGETS, name)) {
      throw new RangeError(`name one thing to fuzz, of: ${Object.keys(TARGETS).join(', ')}`);
    }
    return {
      name,
      target: TARGETS[name],
      inputs: wholeNumber('inputs', values.inputs, 1),
      seed: wholeNumber('seed', values.seed, 0),
      from: wholeNumber('from', values.from, 0),
      jobs: wholeNumber('jobs', values.jobs, 1),
      json: values.json,
    };
  } catch (error) {
    return fail(`${error.message}\nTry --help.`, 2);
  }
}

function wholeNumber(name, text, least) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= 1e9) return number;
  throw new RangeError(`--${name} takes a whole number from ${least} to 1000000000, not ${text}`);
}

function tellProgress({ inputs, ms, findings }) {
  const rate = Math.round(inputs / (ms / 1000));
  const left = rate === 0 ? '' : `, about ${Math.ceil((task.inputs - inputs) / rate)} s left`;
  say(`${inputs} of ${task.inputs} inputs, ${rate} a second${left}, ${findings.length} findings`);
}

function tellFinding({ kind, index, what, input }) {
  const folder = join(root, 'artefacts/fuzz');
  const file = join(folder, `${task.name}-${task.seed}-${index}.bin`);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  if (input !== undefined) writeFileSync(file, input);
  const kept = input === undefined ? '' : `\n  kept as ${relative(root, file)}`;
  say(`${kind} at input ${index}: ${what}${kept}`);
  say(`  again: npm run fuzz -- ${task.name} --seed ${task.seed} --from ${index} --inputs 1`);
}

function tellEnd({ inputs, read, refused, ms, slowestMs, slowest, peakBytes, findings }) {
  const { name, seed, from } = task;
  const inputsASecond = Math.round(inputs / (ms / 1000));
  const count = (kind) => findings.filter((finding) => finding.kind === kind).length;
  const found = { crashes: count('crash'), hangs: count('hang'), overMemory: count('memory') };
  if (task.json) {
    const summary = { target: name, seed, from, inputs, read, refused, inputsASecond, slowestMs, peakBytes, ...found };
    return void process.stdout.write(`${JSON.stringify(summary)}\n`);
  }
  process.stdout.write(
    `\n${name}, seed ${seed}: ${inputs} of ${task.inputs} inputs from ${from} on in ${(ms / 1000).toFixed(0)} s, ${inputsASecond} a second\n` +
      `  read ${read} · refused ${refused}\n` +
      `  slowest ${slowestMs.toFixed(1)} ms (input ${slowest}) · most memory of a worker ${(peakBytes / 2 ** 20).toFixed(0)} MiB\n` +
      `${found.crashes} crashes, ${found.hangs} hangs, ${found.overMemory} over memory\n`,
  );
}
