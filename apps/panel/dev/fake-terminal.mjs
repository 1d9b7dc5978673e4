/**
 * A terminal that only pretends: speaks the panel's contract, prints nothing, knows two people.
 * Development and browser tests alone. `node dev/fake-terminal.mjs [--port 8490]` prints one line `{"ready":true,"url":…}`.
 *
 * People: PIN 246813 or card 04A1B2C3D4E5F6 or user anna, password Übung-7! (Anna), PIN 135790 or card 04FFEEDDCCBBAA or user ben, password Geheim-7! (Ben, speaks
 * German, no jobs). Service PIN 80808080.
 * `POST /dev {…}` changes what the terminal is in: link, model, name, methods, messages, language, idleSeconds, delayMs,
 * refuse (a code for the next logins), jobs, gone (drops every connection), endSession; and what `fake-tasks.mjs`
 * and `fake-own.mjs` name.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFakeOwn, freshOwn } from './fake-own.mjs';
import { createFakeTasks, freshTasks } from './fake-tasks.mjs';

const pages = process.env.DIST ?? fileURLToPath(new URL('../dist', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const PEOPLE = [
  { userName: 'anna', fullName: 'Anna Keller', language: null, pin: '246813', password: 'Übung-7!', jobs: true },
  { userName: 'ben', fullName: 'Ben Aydın', language: 'de', pin: '135790', password: 'Geheim-7!', jobs: false },
];
const STATUS = { locked: 429, 'session-active': 409, 'session-ended': 409, 'not-found': 404, 'journal-full': 503 };

const id = (prefix, n) => `${prefix}0198c1d2-0000-7000-8000-${String(n).padStart(12, '0')}`;
const fresh = () => ({
  link: 'online',
  name: 'Kyocera, 2nd floor',
  model: 'kyocera',
  language: 'en',
  methods: ['pin', 'card'],
  messages: [],
  idleSeconds: 60,
  delayMs: 60,
  refuse: null,
  retryAfterSeconds: null,
  pinMinLength: 6,
  gone: false,
  actionReasons: {},
  ...freshTasks(),
  ...freshOwn(),
  jobs: sampleJobs(),
  pageMs: 350,
});

function sampleJobs() {
  const job = (n, name, more) => ({
    id: id('job_', n),
    name,
    pages: 3,
    color: false,
    copies: 1,
    waits: 'device',
    available: true,
    state: 'held',
    impressions: 0,
    age: n * 240,
    ...more,
  });
  return [
    job(1, 'Offer Northwind 2026.pdf', { pages: 12, color: true, age: 20 }),
    job(2, 'Minutes of the works council, November, with all appendices and the long table.docx', { copies: 2 }),
    job(3, 'Boarding pass', { pages: 1, color: true, waits: 'workstation' }),
    job(4, 'Budget 2027.xlsx', { pages: null, waits: 'server', available: false, reason: 'needs-print-server' }),
    job(5, 'Parental leave form', { pages: 2, age: 7_300 }),
    job(6, 'Poster A3', { pages: 1, color: true, available: false, reason: 'no-color-right', age: 90_000 }),
  ];
}

let world = fresh();
let session = null;
let sessions = 0;
let heldCalls = 0;
const streams = new Set();

const state = () => ({
  link: world.link,
  device: { name: world.name, model: world.model, language: world.language, offlineLogin: world.model !== 'other' },
  methods: world.methods.map((method) => own.method(method)),
  pinMinLength: world.pinMinLength,
  cardRegistration: own.registers(),
  session: session === null ? null : sessionView(),
  messages: world.messages,
  journalBacklog: 0,
});

function sessionView() {
  const endsInSeconds = Math.max(0, (session.endsAt - Date.now()) / 1_000);
  const { userName, fullName, language } = session.person;
  const actions = ['print', 'copy', 'scan', 'unlock-panel', 'register-card', 'change-pin'].map((name) => {
    const reason = world.actionReasons[name] ?? own.reasonAgainst(name);
    return reason === undefined ? { name, available: true } : { name, available: false, reason };
  });
  const mode = world.link === 'offline' ? 'offline' : 'online';
  const endsAt = new Date(session.endsAt).toISOString();
  const { unlocked } = world;
  return { id: session.id, userName, fullName, language, mode, endsAt, endsInSeconds, actions, unlocked };
}

const jobs = () => ({
  items:
    session?.person.jobs !== true
      ? []
      : world.jobs.map(({ age, ...job }) => ({
          ...job,
          createdAt: new Date(Date.now() - age * 1_000).toISOString(),
          ageSeconds: age,
        })),
});

const send = (response, event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
function tell() {
  for (const response of streams) tellOne(response);
}

function tellOne(response) {
  send(response, 'state', state());
  if (session !== null) {
    send(response, 'jobs', jobs());
    send(response, 'tasks', { items: world.tasks });
  }
}

const own = createFakeOwn({
  world: () => world,
  people: PEOPLE,
  session: () => session,
  later: () => later(world.delayMs),
  open,
  problem,
});

const tasks = createFakeTasks({ world: () => world, changed: tell, problem });

function problem(code, more = {}) {
  return {
    status: STATUS[code] ?? 403,
    body: { type: `/problems/${code}`, title: code, status: STATUS[code] ?? 403, detail: code, code, ...more },
  };
}

const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function logIn(request) {
  const { method } = request;
  await later(world.delayMs);
  if (world.refuse !== null) {
    return problem(
      world.refuse,
      world.retryAfterSeconds === null ? {} : { retryAfterSeconds: world.retryAfterSeconds },
    );
  }
  const person = own.personOf(request);
  if (person === undefined) return problem('unknown-credential');
  if (session !== null && session.person === person && method === 'card') {
    session = null;
    tell();
    return problem('session-ended');
  }
  if (session !== null) return problem('session-active');
  return open(person);
}

function open(person) {
  sessions += 1;
  session = { id: id('ses_', sessions), person, endsAt: Date.now() + world.idleSeconds * 1_000 };
  tell();
  return { status: 200, body: { session: sessionView() } };
}

async function print(ids) {
  for (const one of ids) {
    const job = world.jobs.find((entry) => entry.id === one);
    if (job === undefined) return;
    job.state = 'printing';
    tell();
    const total = (job.pages ?? 4) * job.copies;
    while (job.impressions < total && job.state === 'printing') {
      await later(world.pageMs);
      job.impressions += 1;
      tell();
    }
    if (job.state === 'printing') job.state = 'printed';
    tell();
  }
}

async function answer(method, path, body, { session: header, service }) {
  if (path === '/dev') return change(body);
  if (path === '/api/state') return { status: 200, body: state() };
  if (path === '/api/login') return logIn(body);
  const ofOwn = await own.answer(path, body, service);
  if (ofOwn !== undefined) return ofOwn;
  if (session === null || (header !== undefined && header !== session.id)) return problem('session-ended');
  // Looking is no touch: a page that asks by itself keeps nobody logged in.
  if (method !== 'GET') session.endsAt = Date.now() + world.idleSeconds * 1_000;
  if (path === '/api/logout') {
    session = null;
    Object.assign(world, { unlocked: null, tasks: [] });
  }
  if (path === '/api/logout' || path === '/api/keep-alive') {
    tell();
    return { status: 204 };
  }
  if (path === '/api/jobs') return { status: 200, body: jobs() };
  if (path === '/api/jobs/print') {
    void print(body.ids);
    return { status: 202, body: {} };
  }
  const ofTasks = await tasks(method, path, body);
  if (ofTasks !== undefined) return ofTasks;
  const [, one, what] = /^\/api\/jobs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
  const job = world.jobs.find((entry) => entry.id === one);
  if (job === undefined) return problem('not-found');
  if (method === 'DELETE') world.jobs = world.jobs.filter((entry) => entry !== job);
  else if (what === 'cancel') job.state = 'cancelled';
  else void print([one]);
  tell();
  return { status: method === 'DELETE' ? 204 : 202 };
}

function change(wanted) {
  heldCalls += 1;
  if (wanted.reset === true) {
    world = fresh();
    session = null;
  }
  if (wanted.endSession === true) session = null;
  if (wanted.endsInSeconds !== undefined && session !== null)
    session.endsAt = Date.now() + wanted.endsInSeconds * 1_000;
  const scanner = { ...world.scanner, ...wanted.scanner };
  Object.assign(world, wanted, { scanner });
  if (wanted.readCard !== undefined) {
    const token = own.tokenOf(wanted.readCard);
    for (const response of streams) send(response, 'card', { token });
  }
  if (world.gone) for (const response of streams) response.destroy();
  tell();
  return { status: 200, body: { changes: heldCalls } };
}

async function readBody(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

async function page(path, response) {
  const file = join(pages, normalize(path === '/' ? '/index.html' : path));
  try {
    const bytes = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://terminal');
  if (world.gone && pathname !== '/dev') return request.destroy();
  if (pathname === '/api/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    streams.add(response);
    response.on('close', () => streams.delete(response));
    tellOne(response);
    return undefined;
  }
  if (!pathname.startsWith('/api/') && pathname !== '/dev') return page(pathname, response);
  const { status, body, jpeg } = await answer(request.method, pathname, await readBody(request), {
    session: request.headers['holdover-session'],
    service: request.headers['holdover-service'],
  });
  if (jpeg !== undefined) return response.writeHead(status, { 'content-type': 'image/jpeg' }).end(jpeg);
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(body === undefined ? undefined : JSON.stringify(body));
  return undefined;
});

setInterval(() => {
  if (session === null || session.endsAt > Date.now()) return;
  session = null;
  tell();
}, 250).unref();

/** A sign of life, as the real one gives. */
setInterval(tell, 15_000).unref();

const port = Number(process.argv[process.argv.indexOf('--port') + 1]) || 0;
server.listen(port, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}/` })}\n`);
});
