import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { root } from '../bootstrap/paths.mjs';

/** What one input may take; the slowest known take some milliseconds. */
const SLOW_MS = 250;
/** The machine may have been busy elsewhere: an input that is slow is slow every time. */
const DOUBTFUL_MS = 2;
const TRIES = 3;
/** Beyond what the heap of a worker may be: buffers are not on it. */
const MOST_BYTES = 256 * 2 ** 20;
/** Looking at the memory costs more than judging an input. */
const INPUTS_A_LOOK = 500;

const { target, seed, at } = workerData;
const { createFuzz } = await import(pathToFileURL(join(root, target.module)).href);
const fuzz = createFuzz(seed, messages());

// Most inputs end in a fault; their traces would be most of the time.
Error.stackTraceLimit = 0;

parentPort.on('message', (slice) => {
  // A slice that cannot be judged ends the worker, and so the run.
  void judgeSlice(slice).then((found) => parentPort.postMessage(found));
});

function messages() {
  const folder = join(root, target.corpus);
  const names = readdirSync(folder).filter((name) => name.endsWith(target.extension));
  return names.toSorted().map((name) => new Uint8Array(readFileSync(join(folder, name))));
}

async function judgeSlice({ from, end }) {
  const report = { read: 0, refused: 0, slowestMs: 0, slowest: from, peakBytes: 0, findings: [] };
  for (let index = from; index < end; index++) {
    Atomics.store(at, 0, index + 1);
    await judgeInput(index, report);
    if (index % INPUTS_A_LOOK === 0) lookAtMemory(index, report);
  }
  Atomics.store(at, 0, 0);
  return report;
}

async function judgeInput(index, report) {
  const input = fuzz.input(index);
  try {
    const [verdict, ms] = await timed(input, index);
    let least = ms;
    for (let i = 0; i < TRIES && ms >= DOUBTFUL_MS; i++) least = Math.min(least, (await timed(input, index))[1]);
    if (least >= SLOW_MS) report.findings.push({ kind: 'hang', index, what: `took ${least.toFixed(0)} ms`, input });
    else report[verdict] += 1;
    if (least > report.slowestMs) [report.slowestMs, report.slowest] = [least, index];
  } catch (error) {
    report.findings.push({ kind: 'crash', index, what: (await traced(input, index)) ?? String(error), input });
  }
}

async function timed(input, index) {
  const started = performance.now();
  const judged = fuzz.judge(input, index);
  // A step of the loop for each input that is refused at once would cost more than judging it.
  const verdict = typeof judged === 'string' ? judged : await judged;
  return [verdict, performance.now() - started];
}

/** The same once more, to see where it breaks. */
async function traced(input, index) {
  Error.stackTraceLimit = 10;
  try {
    await fuzz.judge(input, index);
    return undefined;
  } catch (error) {
    return error.stack;
  } finally {
    Error.stackTraceLimit = 0;
  }
}

function lookAtMemory(index, report) {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const bytes = heapUsed + arrayBuffers;
  report.peakBytes = Math.max(report.peakBytes, bytes);
  if (bytes > MOST_BYTES) report.findings.push({ kind: 'memory', index, what: `${bytes} bytes are held` });
}
