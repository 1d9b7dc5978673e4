/** Answers the REST contract from a made-up fleet, and serves dist. For development only: `node dev/fake-server.mjs [PORT]`, `DIST` names another build. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ago, id, makeFleet } from './fake-data.mjs';
import { addDirectory, directoryRoutes } from './fake-directory.mjs';
import { addPrinting, printingRoutes } from './fake-printing.mjs';

const dist = process.env.DIST ?? fileURLToPath(new URL('../dist', import.meta.url));
const fleet = makeFleet();
addPrinting(fleet);
addDirectory(fleet);
const readers = new Set();
let settings = {
  enabled: true,
  cacheHours: 72,
  shareWithinSite: false,
  uncertainHours: 8,
  offlineBooking: 'none',
  offlinePageLimit: null,
  userSync: {
    enabled: true,
    intervalHours: 4,
    assignments: [
      {
        devices: [],
        deviceGroups: ['dgr_all'],
        users: [],
        groups: [fleet.groups[1].id, fleet.groups[2].id],
        rankByUse: false,
      },
      {
        devices: [fleet.devices[0].id],
        deviceGroups: [],
        users: [fleet.users[3].id, fleet.users[7].id],
        groups: [],
        rankByUse: true,
      },
    ],
  },
};
const rollout = () => {
  const items = fleet.devices
    .filter(({ terminal }) => terminal)
    .map(({ id: deviceId, name, terminal }) => ({
      terminalId: terminal.id,
      deviceId,
      deviceName: name,
      revisionApplied: terminal.revisionApplied,
      revisionDesired: terminal.revisionDesired,
      lastContactAt: terminal.lastContactAt,
      state:
        terminal.link === 'away'
          ? 'away'
          : terminal.revisionApplied < terminal.revisionDesired
            ? 'on-its-way'
            : 'applied',
    }));
  return { total: items.length, applied: items.filter(({ state }) => state === 'applied').length, items };
};

class Refusal {
  constructor(status, code, title, detail, errors = []) {
    this.status = status;
    this.problem = { type: 'about:blank', title, status, detail, code, errors };
  }
}
const find = (list, wanted) =>
  list.find((item) => item.id === wanted) ?? refuse(404, 'not-found', 'Not found', 'There is nothing at this address.');
function refuse(...args) {
  throw new Refusal(...args);
}
function page(items, query, fields) {
  const q = (query.get('q') ?? '').toLowerCase();
  let found = items.filter((item) =>
    fields.some((field) =>
      String(item[field] ?? '')
        .toLowerCase()
        .includes(q),
    ),
  );
  const sort = query.get('sort');
  if (sort) {
    const field = sort.replace('-', '');
    found = found.toSorted(
      (a, b) => String(a[field]).localeCompare(String(b[field])) * (sort.startsWith('-') ? -1 : 1),
    );
  }
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 100);
  return { items: found.slice(from, to), nextCursor: to < found.length ? String(to) : null };
}
const offlineUser = (user, i) => ({
  userId: user.id,
  userName: user.userName,
  fullName: user.fullName,
  methods: i % 3 === 0 ? ['pin', 'card'] : ['pin'],
  validUntil: ago(-60 * (20 + i)),
  source: i % 8 === 7 ? 'session' : 'sync',
  credentials: [],
});

/** `METHOD /path` with `:id` → answer; a number alone is a status without body. */
const routes = {
  'GET /set-up': () => ({ needed: false }),
  ...directoryRoutes({ fleet, find, page, tell }),
  'POST /sign-in': ({ body }) =>
    body.password === 'wrong'
      ? refuse(401, 'wrong-credentials', 'Sign-in refused', 'User name or password is wrong.')
      : (({ id: own, userName, role, language }) => ({ id: own, userName, role, language }))(fleet.administrators[0]),
  'POST /sign-out': () => 204,
  'GET /users': ({ query }) =>
    page(
      fleet.users.filter(
        (u) =>
          (!query.get('group') || u.groups.includes(query.get('group'))) &&
          (!query.get('enabled') || String(u.enabled) === query.get('enabled')),
      ),
      query,
      ['userName', 'fullName', 'email'],
    ),
  'POST /users': ({ body }) => {
    if (!body.userName)
      refuse(400, 'invalid-body', 'Not valid', 'Some fields are wrong.', [
        { pointer: '/userName', code: 'required', message: 'Please enter a user name.' },
      ]);
    const user = { ...body, id: id('usr'), groups: ['grp_all'], pins: 0, cards: 0, createdAt: ago(0) };
    fleet.users.unshift(user);
    return [201, user];
  },
  'GET /users/:id': ({ params }) => find(fleet.users, params[0]),
  'PATCH /users/:id': ({ params, body }) => Object.assign(find(fleet.users, params[0]), body),
  'DELETE /users/:id': ({ params }) => ((fleet.users = fleet.users.filter((user) => user.id !== params[0])), 204),
  'GET /users/:id/pins': ({ params }) => ({
    items: Array.from({ length: find(fleet.users, params[0]).pins }, (_, i) => ({
      id: id('pin'),
      length: 6,
      createdAt: ago(900 + i * 9000),
      expiresAt: null,
    })),
    nextCursor: null,
  }),
  'POST /users/:id/pins': ({ params }) => (
    find(fleet.users, params[0]).pins++,
    [201, { id: id('pin'), length: 6, createdAt: ago(0), expiresAt: null, pin: '730186' }]
  ),
  'GET /users/:id/cards': ({ params }) => ({
    items: Array.from({ length: find(fleet.users, params[0]).cards }, (_, i) => ({
      id: id('crd'),
      ending: i ? '7C' : 'A4',
      createdAt: ago(700 + i * 8000),
      expiresAt: i ? ago(-9000) : null,
    })),
    nextCursor: null,
  }),
  'POST /users/:id/cards': () =>
    refuse(409, 'card-taken', 'Card taken', 'This card belongs to somebody else.', [
      { pointer: '/number', code: 'card-taken', message: 'This card already belongs to somebody else.' },
    ]),
  'GET /users/:id/offline-devices': () => ({
    items: fleet.devices
      .filter(({ terminal }) => terminal)
      .map((d, i) => ({
        deviceId: d.id,
        deviceName: d.name,
        methods: ['pin', 'card'],
        validUntil: ago(-60 * (9 + i * 20)),
        source: i === 2 ? 'session' : 'sync',
      })),
  }),
  'GET /groups': () => ({ items: fleet.groups, nextCursor: null }),
  'GET /device-groups': () => ({ items: fleet.deviceGroups, nextCursor: null }),
  'GET /profiles': () => ({ items: fleet.profiles, nextCursor: null }),
  'GET /profiles/:id': ({ params }) => find(fleet.profiles, params[0]),
  'PATCH /profiles/:id': ({ params, body }) => Object.assign(find(fleet.profiles, params[0]), body),
  'POST /card-transformation': ({ body }) => ({
    items: body.numbers.map((number) => ({ card: number.toUpperCase(), problem: null })),
  }),
  'GET /settings/mail': () => mail,
  'PUT /settings/mail': ({ body: { password, ...rest } }) =>
    Object.assign(mail, rest, password === undefined ? {} : { hasPassword: password !== '' }),
  'POST /settings/mail/test': () => ({ sent: true, detail: '250 2.0.0 OK' }),
  'GET /settings/organisation': () => organisation,
  'PUT /settings/organisation': ({ body }) => Object.assign(organisation, body),
  'POST /devices/:id/service-pin': () => ({ servicePin: '40718263' }),
  'GET /devices': ({ query }) =>
    page(
      fleet.devices.filter((d) => !query.get('link') || (d.terminal?.link ?? 'none') === query.get('link')),
      query,
      ['name'],
    ),
  'GET /devices/:id': ({ params }) => find(fleet.devices, params[0]),
  'POST /devices/:id/enrolment': () => [
    201,
    { code: 'HLD1-K7QMT-2WZXC-9PRVD-04NHJ-T6BYS-3FKEA-8GU5L-Q1MXR-VD7NC', expiresAt: ago(-1440) },
  ],
  'POST /devices/:id/synchronize': () => 204,
  'POST /devices/:id/reset': () => 204,
  'GET /devices/:id/offline-users': ({ params, query }) => {
    const device = find(fleet.devices, params[0]);
    const none = { items: [], nextCursor: null, acknowledgedAt: null, leftOut: { count: 0, items: [] } };
    if (!device.offlineLogin) return { ...none, reason: 'model-without-offline-login' };
    if (!device.terminal) return { ...none, reason: 'not-enrolled' };
    return {
      ...page(fleet.users.slice(0, 87).map(offlineUser), query, ['userName']),
      acknowledgedAt: ago(3),
      reason: null,
      leftOut: { count: 6, items: fleet.users.slice(90, 94).map(({ id: userId, userName }) => ({ userId, userName })) },
    };
  },
  ...printingRoutes({ fleet, find, refuse, page, tell }),
  'GET /alerts': () => ({ items: [], nextCursor: null }),
  'GET /settings/authentication/risk': () => ({
    pinFloor: 6,
    leastPinLength: 6,
    usersBelowFloor: 0,
    acceptedRisk: null,
    guessRisk: {
      pinsThatMatch: 130,
      pinLength: 6,
      triesADay: 23,
      aDay: 0.0003,
      warns: false,
      proposedPinLength: null,
      proposesCardAndPin: false,
    },
  }),
  'GET /terminals/rollout': rollout,
  'GET /settings/offline-login': () => settings,
  'PUT /settings/offline-login': ({ body, query }) => {
    settings = body;
    if (query.get('reset') === 'true')
      for (const { terminal } of fleet.devices)
        if (terminal?.link === 'online')
          setTimeout(
            () => ((terminal.revisionApplied = terminal.revisionDesired), tell('rollout.progress', rollout())),
            1_500,
          );
    return settings;
  },
  'POST /settings/offline-login/preview': ({ body }) => ({
    devices: 4,
    crowded: 3,
    items: fleet.devices
      .filter((d) => d.offlineLogin)
      .slice(0, body.assignments.length === 0 ? 0 : 4)
      .map((d, i) => ({
        deviceId: d.id,
        deviceName: d.name,
        offlineLogin: true,
        places: 100,
        used: i === 0 ? 87 : 100,
        leftOut:
          i === 0
            ? { count: 0, userNames: [] }
            : { count: 3, userNames: fleet.users.slice(60, 63).map((u) => u.userName) },
      })),
  }),
  'GET /sessions': ({ query }) =>
    page(
      fleet.sessions.filter((s) => !query.get('mode') || s.mode === query.get('mode')),
      query,
      ['userName'],
    ),
  'GET /activities': ({ query }) => ({
    items: fleet.activities.filter(
      (a) =>
        (!query.get('sessionId') || a.sessionId === query.get('sessionId')) &&
        (!query.get('unauthenticated') || String(a.unauthenticated) === query.get('unauthenticated')),
    ),
    nextCursor: null,
  }),
  'GET /audit': ({ query }) => page(fleet.audit, query, ['action']),
};
const mail = {
  enabled: false,
  host: '',
  port: 465,
  security: 'tls',
  userName: '',
  hasPassword: false,
  authority: null,
  from: '',
  mostMegabytes: 25,
};
const organisation = { name: 'Example Ltd', language: 'en', timeZone: 'Europe/Berlin' };
const compiled = Object.entries(routes).map(([line, answer]) => {
  const [method, path] = line.split(' ');
  return { method, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`), answer };
});

function tell(name, data) {
  for (const reader of readers) reader.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

async function api(request, response, url) {
  const path = url.pathname.slice('/api/v1'.length);
  if (path === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n');
    readers.add(response);
    request.on('close', () => readers.delete(response));
    return;
  }
  let text = '';
  for await (const chunk of request) text += chunk;
  try {
    const route =
      compiled.find(({ method, pattern }) => method === request.method && pattern.test(path)) ??
      refuse(404, 'not-found', 'Not found', `The fake does not answer ${request.method} ${path}.`);
    const body = request.headers['content-type'] === 'application/json' ? JSON.parse(text) : text;
    const answer = await route.answer({ params: route.pattern.exec(path).slice(1), query: url.searchParams, body });
    if (answer === 204) return response.writeHead(204).end();
    const [status, value] = Array.isArray(answer) ? answer : [200, answer];
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.writeHead(error.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(error.problem));
  }
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html' };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname.startsWith('/api/')) return void api(request, response, url);
  const file = join(dist, url.pathname);
  const found = extname(url.pathname) !== '' && existsSync(file) ? file : join(dist, 'index.html');
  response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'text/plain', 'content-security-policy': POLICY });
  createReadStream(found).pipe(response);
}).listen(Number(process.argv[2] ?? 8499), '127.0.0.1');
