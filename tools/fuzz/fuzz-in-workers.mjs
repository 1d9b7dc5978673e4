import { Worker } from 'node:worker_threads';

/**
 * An input is judged in microseconds. One that keeps a worker this long hangs, however busy the machine is; one that is
 * slow within this bound is judged again by the worker (fuzz-worker.mjs).
 */
const HANG_MS = 10_000;
const WATCH_MS = 500;
const PROGRESS_MS = 5_000;
/** Inputs handed out at a time. */
const SLICE = 5_000;
/** More would say the same. */
const MOST_FINDINGS = 20;
/** What a worker may hold. It stays near 40 MiB. */
const HEAP_MIB = 128;

/**
 * @typedef {{ kind: 'crash' | 'hang' | 'memory', index: number, what: string, input?: Uint8Array }} Finding
 * @typedef {object} Tally
 * @property {number} inputs judged, all those from the first on when it ran to its end
 * @property {number} read
 * @property {number} refused
 * @property {number} ms
 * @property {number} slowestMs
 * @property {number} slowest number of that input
 * @property {number} peakBytes
 * @property {readonly Finding[]} findings
 */

/**
 * Judges inputs in worker threads until there are no more, it is interrupted, or too much was found.
 * @returns {Promise<Tally>}
 */
export async function fuzz(task, { signal, onProgress, onFinding }) {
  const started = performance.now();
  const tally = { inputs: 0, read: 0, refused: 0, ms: 0, slowestMs: 0, slowest: task.from, peakBytes: 0, findings: [] };
  const queue = createQueue(task.from, task.from + task.inputs);
  const isOver = () => signal.aborted || tally.findings.length >= MOST_FINDINGS;

  const add = (report) => {
    tally.inputs += report.read + report.refused + report.findings.length;
    tally.read += report.read;
    tally.refused += report.refused;
    tally.peakBytes = Math.max(tally.peakBytes, report.peakBytes);
    if (report.slowestMs > tally.slowestMs) [tally.slowestMs, tally.slowest] = [report.slowestMs, report.slowest];
    for (const finding of report.findings) find(finding);
  };
  const find = (finding) => {
    tally.findings.push(finding);
    onFinding(finding);
  };

  const ticking = setInterval(() => onProgress({ ...tally, ms: performance.now() - started }), PROGRESS_MS);
  const lane = async () => {
    while (!isOver() && queue.hasMore()) await employ(task, queue, { add, isOver, signal });
  };
  await Promise.all(Array.from({ length: task.jobs }, lane));
  clearInterval(ticking);
  return { ...tally, ms: performance.now() - started };
}

/** Slices of inputs; what is put back comes first. */
function createQueue(from, end) {
  const returned = [];
  let next = from;
  return {
    hasMore: () => returned.length > 0 || next < end,
    take() {
      const back = returned.pop();
      if (back !== undefined) return back;
      const slice = { from: next, end: Math.min(end, next + SLICE) };
      next = slice.end;
      return slice;
    },
    putBack(slice) {
      if (slice.from < slice.end) returned.push(slice);
    },
  };
}

/** One worker, until the queue is empty or an input is the end of it. */
function employ(task, queue, { add, isOver, signal }) {
  const { target, seed } = task;
  /** The input the worker is at, plus one: how its end is laid to an input. */
  const at = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('fuzz-worker.mjs', import.meta.url), {
    workerData: { target, seed, at },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  return new Promise((resolve) => {
    let slice;
    let seen = { at: -1, since: performance.now() };

    const give = () => {
      if (isOver() || !queue.hasMore()) return end();
      slice = queue.take();
      worker.postMessage(slice);
    };
    const end = () => {
      clearInterval(watching);
      signal.removeEventListener('abort', end);
      slice = undefined;
      void worker.terminate().then(resolve);
    };
    /** The inputs before this one are judged again: what was counted of them is lost with the worker. */
    const blame = (kind, what) => {
      if (slice === undefined) return;
      const index = Math.max(slice.from, Atomics.load(at, 0) - 1);
      add({ ...NOTHING, findings: [{ kind, index, what }] });
      queue.putBack({ from: slice.from, end: index });
      queue.putBack({ from: index + 1, end: slice.end });
      end();
    };
    const watching = setInterval(() => {
      const now = Atomics.load(at, 0);
      if (now !== seen.at) seen = { at: now, since: performance.now() };
      else if (now > 0 && performance.now() - seen.since > HANG_MS) blame('hang', `not judged after ${HANG_MS} ms`);
    }, WATCH_MS);

    signal.addEventListener('abort', end, { once: true });
    worker.on('message', (report) => {
      add(report);
      give();
    });
    worker.on('error', (error) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') blame('memory', `more than ${HEAP_MIB} MiB`);
      else blame('crash', `the worker ended: ${error.stack ?? error}`);
    });
    give();
  });
}

const NOTHING = { read: 0, refused: 0, slowestMs: 0, slowest: 0, peakBytes: 0 };
