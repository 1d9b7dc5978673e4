/** Imports, directories, administrators, tokens and sessions of the made-up fleet. For development only. */
import { ago, id } from './fake-data.mjs';

const ALL_RIGHTS = [
  'users:read',
  'users:write',
  'devices:read',
  'devices:write',
  'settings:read',
  'settings:write',
  'accounting:read',
  'accounting:write',
  'audit:read',
  'administrators:read',
  'administrators:write',
];

export function addDirectory(fleet) {
  const run = (more = {}) => ({
    id: id('imp'),
    state: 'done',
    stage: null,
    dryRun: false,
    sourceId: null,
    rows: 412,
    rowsDone: 412,
    added: 398,
    changed: 11,
    deactivated: 2,
    failed: 3,
    startedAt: ago(60),
    finishedAt: ago(59),
    reason: null,
    ...more,
  });
  const sourceId = id('src');
  fleet.imports = [
    run({
      state: 'running',
      stage: 'applying',
      rowsDone: 3_120,
      rows: 10_000,
      sourceId,
      startedAt: ago(1),
      finishedAt: null,
      failed: 0,
    }),
    run(),
    run({ dryRun: true, startedAt: ago(70) }),
    run({
      state: 'failed',
      reason: 'wrong-password',
      sourceId,
      added: 0,
      changed: 0,
      deactivated: 0,
      failed: 0,
      rows: 0,
      startedAt: ago(1_500),
    }),
    run({ state: 'cancelled', startedAt: ago(3_000), added: 120 }),
  ];
  fleet.sources = [
    {
      id: sourceId,
      kind: 'ldap',
      name: 'Head office',
      url: 'ldaps://ldap.example.org',
      startTls: false,
      ca: null,
      bindDn: 'cn=holdover,ou=services,dc=example,dc=org',
      hasBindPassword: true,
      baseDn: 'ou=people,dc=example,dc=org',
      filter: '(objectClass=inetOrgPerson)',
      attributes: {
        userName: 'uid',
        fullName: 'cn',
        email: 'mail',
        language: 'preferredLanguage',
        cards: null,
        externalId: 'entryUUID',
      },
      groups: {
        how: 'member',
        baseDn: 'ou=groups,dc=example,dc=org',
        filter: '(objectClass=groupOfNames)',
        name: 'cn',
      },
      deactivateMissing: true,
      checksPasswords: true,
      language: null,
      intervalHours: 24,
      enabled: true,
      users: 84,
      lastImport: fleet.imports[0],
      nextAt: ago(-600),
      createdAt: ago(90_000),
    },
  ];
  for (const [i, user] of fleet.users.entries()) {
    user.sourceId = i % 3 === 1 ? sourceId : null;
    user.password = i % 3 === 1 ? 'source' : user.hasPassword ? 'local' : 'none';
    delete user.hasPassword;
  }
  for (const [i, group] of fleet.groups.entries())
    Object.assign(group, {
      sourceId: i === 4 ? sourceId : null,
      groups: i === 2 ? [fleet.groups[1].id] : [],
      allMembers: group.members + 20,
    });
  fleet.administrators = ['administrator', 'user-manager', 'device-manager', 'auditor'].map((role, i) => ({
    id: id('adm'),
    userName: ['admin', 'grace', 'linus', 'katherine'][i],
    role,
    language: i === 1 ? 'de' : null,
    enabled: i !== 2,
    createdAt: ago(100_000),
    lastSignInAt: i === 3 ? null : ago(3 + i * 900),
    lockedUntil: i === 1 ? ago(-14) : null,
    sessions: i === 0 ? 2 : 0,
  }));
  fleet.consoleSessions = [0, 1].map((i) => ({
    id: id('cns'),
    administratorId: fleet.administrators[0].id,
    userName: 'admin',
    createdAt: ago(80 + i * 3_000),
    seenAt: ago(i * 90),
    address: i === 0 ? '192.0.2.17' : '2001:db8::1f',
    userAgent: i === 0 ? 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' : 'curl/8.9.1',
    own: i === 0,
  }));
  fleet.tokens = [
    { name: 'Card office', rights: ['users:read', 'users:write'], expiresAt: ago(-80_000), lastUsedAt: ago(7) },
    { name: 'Old script', rights: ['devices:read'], expiresAt: null, lastUsedAt: null },
    { name: 'Migration', rights: ['users:read'], expiresAt: ago(4_000), lastUsedAt: ago(5_000) },
  ].map((token) => ({ id: id('tok'), createdAt: ago(9_000), createdBy: 'admin', ...token }));
  for (const [i, entry] of fleet.audit.entries()) Object.assign(entry, { sequence: 30 - i, hash: '5f'.repeat(32) });
}

export function directoryRoutes({ fleet, find, page, tell }) {
  const log = (importId) =>
    ['source-connected', 'source-read', 'import-compared', 'import-applied'].map((code, i) => ({
      importId,
      number: i + 1,
      at: ago(1),
      level: i === 1 ? 'warning' : 'info',
      code,
      values: { count: 100 * i },
    }));
  const principal = () => ({ kind: 'administrator', ...pick(fleet.administrators[0]), rights: ALL_RIGHTS });
  const pick = ({ id: own, userName, role, language }) => ({ id: own, userName, role, language });
  const begin = (more) => {
    const started = {
      ...fleet.imports[1],
      id: id('imp'),
      state: 'running',
      stage: 'reading',
      rowsDone: 0,
      startedAt: ago(0),
      finishedAt: null,
      ...more,
    };
    fleet.imports.unshift(started);
    const next = (part, after) => setTimeout(() => tell('import.progress', Object.assign(started, part)), after);
    next({ stage: 'comparing', rowsDone: 100 }, 400);
    if (!started.dryRun) next({ stage: 'applying', rowsDone: 200 }, 900);
    next({ state: 'done', stage: null, finishedAt: ago(0), rowsDone: 412 }, 1_600);
    return started;
  };
  return {
    'GET /me': principal,
    'PATCH /me': ({ body }) => (Object.assign(fleet.administrators[0], body), principal()),
    'PUT /me/password': () => 204,
    'GET /users/:id/deletion': () => ({
      jobs: 2,
      pins: 1,
      cards: 2,
      terminals: 4,
      terminalsAway: 1,
      sessions: 31,
      activities: 64,
    }),
    'PUT /groups/:id/groups/:group': ({ params }) => (find(fleet.groups, params[0]).groups.push(params[1]), 204),
    'DELETE /groups/:id/groups/:group': ({ params }) => {
      const group = find(fleet.groups, params[0]);
      group.groups = group.groups.filter((one) => one !== params[1]);
      return 204;
    },
    'GET /imports': ({ query }) =>
      page(
        fleet.imports.filter((one) => !query.get('source') || one.sourceId === query.get('source')),
        query,
        ['state'],
      ),
    'GET /imports/:id': ({ params }) => find(fleet.imports, params[0]),
    'POST /imports/:id/cancel': ({ params }) =>
      Object.assign(find(fleet.imports, params[0]), { state: 'cancelled', stage: null }),
    'GET /imports/:id/errors': () =>
      'LINE,COLUMN,REASON\n17,PINS,pin-too-short\n203,USERNAME,given-twice\n377,CARDS,card-taken\n',
    'GET /imports/:id/log': ({ params }) => ({ items: log(params[0]), nextCursor: null }),
    'GET /imports/:id/effects': ({ query }) =>
      page(
        fleet.users
          .map(({ userName }, i) => ({
            line: i % 9 === 8 ? null : i + 2,
            action: ['add', 'change', 'add', 'deactivate'][i % 4],
            userName,
            fields:
              i % 4 === 1
                ? ['fullName', 'groups']
                : i % 4 === 3
                  ? ['enabled']
                  : ['userName', 'fullName', 'email', 'pins', 'cards'],
          }))
          .filter(({ action }) => !query.get('action') || query.get('action') === action),
        query,
        ['userName'],
      ),
    'POST /users/import': ({ query }) => [202, begin({ dryRun: query.get('dryRun') === 'true' })],
    'GET /user-sources': () => ({ items: fleet.sources, nextCursor: null }),
    'POST /user-sources': ({ body: { bindPassword, ...body } }) => {
      const source = {
        ...fleet.sources[0],
        ...body,
        id: id('src'),
        hasBindPassword: Boolean(bindPassword),
        users: 0,
        lastImport: null,
      };
      fleet.sources.push(source);
      return [201, source];
    },
    'GET /user-sources/:id': ({ params }) => find(fleet.sources, params[0]),
    'PATCH /user-sources/:id': ({ params, body }) =>
      Object.assign(find(fleet.sources, params[0]), { ...body, bindPassword: undefined }),
    'DELETE /user-sources/:id': ({ params }) => (
      (fleet.sources = fleet.sources.filter((one) => one.id !== params[0])),
      204
    ),
    'POST /user-sources/:id/test': () => ({
      ok: true,
      steps: ['connect', 'tls', 'bind', 'search', 'groups'].map((step, i) => ({
        step,
        ok: true,
        milliseconds: 3 + i * 17,
        code: null,
        said: null,
      })),
      people: fleet.users.slice(0, 10).map(({ userName, fullName, email, enabled, cards }) => ({
        userName,
        fullName,
        email,
        enabled,
        groups: ['Sales'],
        cards,
      })),
    }),
    'POST /user-sources/:id/synchronize': ({ params, query }) => {
      const source = find(fleet.sources, params[0]);
      const started = begin({ sourceId: source.id, dryRun: query.get('dryRun') === 'true' });
      if (!started.dryRun) source.lastImport = started;
      return [202, started];
    },
    'GET /administrators': ({ query }) => page(fleet.administrators, query, ['userName']),
    'POST /administrators': ({ body: { userName, role, language } }) => {
      const made = {
        ...fleet.administrators[1],
        lockedUntil: null,
        userName,
        role,
        language,
        id: id('adm'),
        lastSignInAt: null,
      };
      fleet.administrators.push(made);
      return [201, made];
    },
    'PATCH /administrators/:id': ({ params, body }) => Object.assign(find(fleet.administrators, params[0]), body),
    'DELETE /administrators/:id': ({ params }) => (
      (fleet.administrators = fleet.administrators.filter((one) => one.id !== params[0])),
      204
    ),
    'PUT /administrators/:id/password': () => 204,
    'GET /console-sessions': ({ query }) => page(fleet.consoleSessions, query, ['userName']),
    'DELETE /console-sessions/:id': ({ params }) => (
      (fleet.consoleSessions = fleet.consoleSessions.filter((one) => one.id !== params[0])),
      204
    ),
    'GET /api-tokens': ({ query }) => page(fleet.tokens, query, ['name']),
    'POST /api-tokens': ({ body }) => {
      const token = { ...body, id: id('tok'), createdAt: ago(0), createdBy: 'admin', lastUsedAt: null };
      fleet.tokens.unshift(token);
      return [201, { ...token, token: 'hld_8H2kQ0yTzv5mXcR1pWn7sLdBfJg4aEoU' }];
    },
    'DELETE /api-tokens/:id': ({ params }) => (
      (fleet.tokens = fleet.tokens.filter((one) => one.id !== params[0])),
      204
    ),
    'GET /audit/verification': () => ({
      holds: true,
      entries: 1_204,
      firstBreak: null,
      lastHash: '5f'.repeat(32),
      verifiedAt: ago(0),
    }),
    'POST /devices/:id/report-stolen': ({ params }) => (
      (fleet.stolen = params[0]),
      { ...stolen(fleet, find, params[0]), renewed: renewed(fleet) }
    ),
    'GET /devices/:id/stolen-report': ({ params }) =>
      stolen(fleet, find, fleet.stolen === params[0] ? params[0] : 'none'),
  };
}

const renewed = (fleet) =>
  fleet.users.slice(0, 12).map(({ id: userId, userName, fullName }, i) => ({
    userId,
    userName,
    fullName,
    id: id('pin'),
    pin: String(730_186 + i * 7_919),
    expiresAt: null,
  }));

function stolen(fleet, find, deviceId) {
  const device = find(fleet.devices, deviceId);
  return {
    deviceId,
    deviceName: device.name,
    reportedAt: ago(2),
    keyProtector: device.terminal?.keyProtector ?? 'keyfile',
    users: fleet.users.slice(0, 12).map(({ id: userId, userName, fullName }, i) => ({
      userId,
      userName,
      fullName,
      pins: [{ id: id('pin'), state: 'replaced' }],
      cards: i % 3 === 0 ? [{ id: id('crd'), ending: 'A4', state: i % 2 === 0 ? 'in-use' : 'gone' }] : [],
    })),
    jobs: [{ id: id('job'), name: 'Ledger.pdf', userName: 'ada.albrecht' }],
    remaining: 0,
  };
}
