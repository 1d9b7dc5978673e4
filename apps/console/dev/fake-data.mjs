/** A made-up fleet, the same at every start. For development only. */

let made = 0;
export function id(prefix) {
  const number = (++made).toString(16).padStart(12, '0');
  return `${prefix}_0198c1d2-7a00-7000-8000-${number}`;
}
export const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

const FIRST =
  'Ada Ben Clara David Emma Felix Greta Hannes Ida Jonas Karla Lukas Mia Noah Olga Paul Rosa Simon Tilda Uwe'.split(
    ' ',
  );
const LAST = 'Albrecht Bauer Conrad Dietrich Engel Fuchs Graf Hoffmann Ivanov Jung Keller Lang Maier'.split(' ');

export function makeFleet() {
  const groups = [
    { id: 'grp_all', name: 'All users', builtIn: true, members: 0 },
    ...['Accounting', 'Sales', 'Works council', 'Branch Leipzig'].map((name) => ({
      id: id('grp'),
      name,
      builtIn: false,
      members: 0,
    })),
  ];
  const users = Array.from({ length: 130 }, (_, i) => {
    const first = FIRST[i % FIRST.length];
    const last = LAST[(i * 7) % LAST.length];
    return {
      id: id('usr'),
      userName: `${first}.${last}`.toLowerCase() + (i >= FIRST.length * LAST.length ? i : ''),
      fullName: `${first} ${last}`,
      email: i % 5 === 0 ? null : `${first}.${last}@example.org`.toLowerCase(),
      language: i % 3 === 0 ? 'de' : null,
      groups: ['grp_all', ...(i % 4 === 3 ? [] : [groups[1 + (i % 4)].id])],
      color: i % 6 !== 0,
      enabled: i % 17 !== 5,
      pins: i % 9 === 4 ? 0 : 1 + (i % 2),
      cards: i % 3,
      hasPassword: i % 2 === 0,
      createdAt: ago(1_000 + i * 977),
    };
  });
  for (const group of groups) group.members = users.filter((user) => user.groups.includes(group.id)).length;
  const profile = {
    id: id('prf'),
    name: 'Standard',
    loginMethods: ['pin', 'card'],
    idleTimeoutSeconds: 60,
    maxSyncedUsers: 100,
    requireProtector: 'any',
    cardTransformation: null,
    actions: ['print', 'copy', 'scan', 'unlock-panel'],
    cardRegistration: true,
    scanToUsb: true,
    scanTargets: [
      {
        id: id('stg'),
        name: 'Invoices',
        kind: 'smb',
        url: 'smb://files/invoices',
        userName: 'scanner',
        trust: null,
        hasPassword: true,
      },
    ],
    default: true,
    offlineLoginPossible: true,
  };
  const device = (name, model, link, more = {}) => ({
    id: id('dev'),
    name,
    model,
    offlineLogin: model !== 'other',
    profileId: profile.id,
    address: `ipp://${name.toLowerCase().replaceAll(' ', '-')}.example.org/ipp/print`,
    active: true,
    stolenReportedAt: null,
    deviceGroups: ['dgr_all'],
    createdAt: ago(90_000),
    printer: null,
    terminal:
      link === 'none'
        ? null
        : {
            id: id('trm'),
            version: '0.1.0',
            keyProtector: 'keyfile',
            link,
            enrolledAt: ago(80_000),
            lastContactAt: ago(link === 'online' ? 0.1 : 380),
            revisionApplied: link === 'online' ? 118 : 112,
            revisionDesired: 118,
            journalBacklog: link === 'online' ? 0 : 41,
            guessRisk: null,
            ...more,
          },
  });
  const devices = [
    device('Kyocera ground floor', 'kyocera', 'online', { keyProtector: 'tpm2' }),
    device('Ricoh reception', 'ricoh', 'online'),
    device('Canon post room', 'canon', 'away'),
    device('Branch Leipzig', 'generic', 'online', { revisionApplied: 117, keyProtector: 'systemd-credential' }),
    device('Works council', 'other', 'none'),
    device('Branch Görlitz', 'kyocera', 'none'),
  ];
  const activity = (session, kind, impressions, minutes, more = {}) => ({
    id: id('act'),
    sessionId: session.id,
    userId: session.userId,
    userName: session.userName,
    deviceId: session.deviceId,
    deviceName: session.deviceName,
    kind,
    mode: session.mode,
    project: null,
    startedAt: ago(minutes),
    endedAt: ago(minutes - 1),
    outcome: 'completed',
    impressions,
    sheets: Math.ceil(impressions / 2),
    color: impressions % 3 === 0,
    copies: 1,
    source: 'job',
    discarded: false,
    unauthenticated: false,
    ...more,
  });
  const activities = [];
  const sessions = Array.from({ length: 24 }, (_, i) => {
    const user = users[(i * 5) % 40];
    const at = devices[i % 4];
    const start = 12 + i * 47;
    const session = {
      id: id('ses'),
      userId: user.id,
      userName: user.userName,
      deviceId: at.id,
      deviceName: at.name,
      mode: i % 4 === 2 || i === 1 ? 'offline' : 'online',
      method: i % 2 === 0 ? 'card' : 'pin',
      startedAt: ago(start),
      endedAt: i === 0 ? null : ago(start - 3),
      endReason: i === 0 ? null : 'logout',
      activities: 0,
      impressions: 0,
      discarded: false,
    };
    const own = [
      activity(session, 'print', 4 + (i % 5), start - 1),
      ...(i % 3 === 0 ? [activity(session, 'copy', 3, start - 2)] : []),
    ];
    activities.push(...own);
    return {
      ...session,
      activities: own.length,
      impressions: own.reduce((sum, { impressions }) => sum + impressions, 0),
    };
  });
  const audit = Array.from({ length: 30 }, (_, i) => ({
    id: id('aud'),
    at: ago(5 + i * 63),
    actor:
      i % 7 === 3
        ? { kind: 'system', id: null, name: 'server' }
        : { kind: 'administrator', id: id('adm'), name: 'admin' },
    action: ['user.created', 'pin.created', 'offline-login.changed', 'device.enrolled', 'user.disabled'][i % 5],
    target: { kind: 'user', id: users[i].id, name: users[i].userName },
    before: i % 5 === 4 ? { enabled: true } : null,
    after: i % 5 === 4 ? { enabled: false } : { userName: users[i].userName },
  }));
  return {
    groups,
    users,
    profiles: [profile],
    devices,
    sessions,
    activities,
    audit,
    deviceGroups: [
      { id: 'dgr_all', name: 'All devices', site: false, builtIn: true, members: devices.length },
      { id: id('dgr'), name: 'Headquarters', site: true, builtIn: false, members: 3 },
    ],
  };
}
