/**
 * The scanner, the tasks and the device's own panel of a terminal that only pretends (`fake-terminal.mjs`).
 * `POST /dev {…}`: scanner (changes some of it), sheets (in the feeder), pageMs, scanFault {at, reason} (stands until it is null),
 * scanFailure {at, reason}, printFault {at, reason}, deliverFault (a reason), startRefusal {code, reason}, lockRefusal {code, reason},
 * tasks (shown as they are), unlocked, impressions.
 */
import { readFile } from 'node:fs/promises';

const id = (prefix, n) => `${prefix}0198c1d2-0000-7000-8000-${String(n).padStart(12, '0')}`;
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const PAGES = [1, 2].map((n) => readFile(new URL(`page-${n}.jpg`, import.meta.url)));

export const freshTasks = () => ({
  scanner: {
    platen: true,
    feeder: { duplex: true, loaded: true },
    colors: ['black-and-white', 'grayscale', 'color'],
    resolutions: [150, 300, 600],
    sizes: ['a4', 'a5', 'a3', 'letter', 'legal'],
    copy: { color: true, duplex: true, mostCopies: 99 },
  },
  targets: [
    { id: 'me', kind: 'me', name: '', available: true, held: false },
    { id: 'usb', kind: 'usb', name: '', available: true, held: false },
    { id: id('stg_', 1), kind: 'smb', name: 'Accounts payable', available: true, held: false },
    { id: id('stg_', 2), kind: 'sftp', name: 'Archive Vienna', available: true, held: false },
  ],
  scannerRefusal: null,
  sheets: 3,
  scanFault: null,
  scanFailure: null,
  printFault: null,
  deliverFault: null,
  startRefusal: null,
  lockRefusal: null,
  orderMs: 60,
  unlocked: null,
  impressions: 0,
  tasks: [],
});

/** @param changed the world of now, and what to tell after each change of it */
export function createFakeTasks({ world, changed, problem }) {
  let begun = 0;
  /** What people decide: `more`, `finish`, `retry`, `cancel`. */
  const words = new Map();

  const scanner = () => {
    const { scanner: has, targets, link } = world();
    const away = link === 'offline';
    return { ...has, targets: targets.map((one) => (one.kind === 'me' && away ? { ...one, held: true } : one)) };
  };

  function begin(kind, { source, copies = 1, target = null }) {
    begun += 1;
    const found = world().targets.find((one) => one.id === target);
    const task = {
      id: id('act_', begun),
      kind,
      state: 'scanning',
      pages: 0,
      impressions: 0,
      impressionsExpected: null,
      reason: null,
      canRetry: false,
      previews: 0,
      target: found === undefined ? null : { id: found.id, kind: found.kind, name: found.name },
    };
    world().tasks = [task, ...world().tasks];
    void run(task, source, copies);
    return task;
  }

  const set = (task, change) => {
    Object.assign(task, change);
    changed();
  };
  const isOver = ({ state }) => ['done', 'held', 'cancelled', 'failed'].includes(state);

  async function run(task, source, copies) {
    const ends = source === 'feeder' ? world().sheets : Number.POSITIVE_INFINITY;
    let asks = source !== 'feeder';
    for (let page = 1; page <= ends && !isOver(task); page++) {
      if (!(await scanPage(task, page))) return;
      if (!asks) continue;
      set(task, { state: 'more' });
      const word = await wordFor(task, ['more', 'finish']);
      if (word !== 'more') break;
      set(task, { state: 'scanning' });
      asks = true;
    }
    if (isOver(task)) return;
    if (task.kind === 'copy') await print(task, copies);
    else await deliver(task);
  }

  /** False: it came to an end on the way. */
  async function scanPage(task, page) {
    await later(world().pageMs);
    const { scanFailure } = world();
    if (scanFailure?.at === page) set(task, { state: 'failed', reason: scanFailure.reason });
    await stand(task, () => (world().scanFault?.at === page ? world().scanFault.reason : null));
    if (isOver(task) || words.get(task.id) === 'finish') return !isOver(task);
    set(task, { pages: page, previews: page });
    return true;
  }

  /** Until the reason is gone, or somebody has had enough. */
  async function stand(task, reason) {
    while (reason() !== null && !isOver(task) && words.get(task.id) !== 'finish') {
      if (task.reason !== reason()) set(task, { reason: reason() });
      await later(20);
    }
    if (task.reason !== null && !isOver(task)) set(task, { reason: null });
  }

  async function print(task, copies) {
    set(task, { state: 'printing', impressionsExpected: task.pages * copies });
    while (task.impressions < task.impressionsExpected && !isOver(task)) {
      await later(world().pageMs);
      const next = task.impressions + 1;
      await stand(task, () => (world().printFault?.at === next ? world().printFault.reason : null));
      if (!isOver(task)) set(task, { impressions: next });
    }
    if (!isOver(task)) set(task, { state: 'done', previews: 0 });
  }

  async function deliver(task) {
    set(task, { state: 'delivering', reason: null, canRetry: false });
    await later(world().pageMs);
    if (isOver(task)) return;
    const { deliverFault, link } = world();
    if (deliverFault !== null) return set(task, { state: 'failed', reason: deliverFault, canRetry: true });
    return set(task, { state: task.target.kind === 'me' && link === 'offline' ? 'held' : 'done', previews: 0 });
  }

  async function wordFor(task, wanted) {
    words.delete(task.id);
    while (!isOver(task)) {
      const word = words.get(task.id);
      if (wanted.includes(word)) {
        words.delete(task.id);
        return word;
      }
      await later(20);
    }
    return 'cancel';
  }

  async function order(task, word, body) {
    await later(world().orderMs);
    if (word === 'cancel') set(task, { state: 'cancelled', reason: null, canRetry: false, previews: 0 });
    else if (word === 'retry') {
      const other = world().targets.find((one) => one.id === body.target);
      if (other !== undefined) task.target = { id: other.id, kind: other.kind, name: other.name };
      if (task.kind === 'scan') void deliver(task);
      else void print(task, 1);
    } else words.set(task.id, word);
    return { status: 202, body: {} };
  }

  async function setLock(unlocked) {
    await later(world().orderMs);
    const { lockRefusal, impressions } = world();
    if (lockRefusal !== null) return problem(lockRefusal.code, { reason: lockRefusal.reason });
    world().unlocked = unlocked ? { impressions } : null;
    changed();
    return { status: 202, body: {} };
  }

  /** @returns undefined for a path that is no business of tasks */
  return async function answer(method, path, body) {
    const { scannerRefusal, startRefusal, tasks } = world();
    if (path === '/api/scanner') {
      await later(world().delayMs);
      return scannerRefusal === null
        ? { status: 200, body: scanner() }
        : problem('not-available', { reason: scannerRefusal });
    }
    if (path === '/api/copy' || path === '/api/scan') {
      await later(world().orderMs);
      if (startRefusal !== null) return problem(startRefusal.code, { reason: startRefusal.reason });
      const task = begin(path.slice(5), body);
      changed();
      return { status: 202, body: task };
    }
    if (path === '/api/tasks') return { status: 200, body: { items: tasks } };
    if (path === '/api/unlock-panel' || path === '/api/lock-panel') return setLock(path === '/api/unlock-panel');
    const [, one, word, page] = /^\/api\/tasks\/([^/]+)\/(\w+)(?:\/(\d+))?$/.exec(path) ?? [];
    if (one === undefined) return undefined;
    const task = tasks.find((entry) => entry.id === one);
    if (task === undefined) return problem('not-found');
    if (word === 'pages') return { status: 200, jpeg: await PAGES[(Number(page) + 1) % 2] };
    return order(task, word, body);
  };
}
