/** Queues, jobs and printers of the made-up fleet. For development only. */
import { ago, id } from './fake-data.mjs';

const FORMATS = ['application/pdf', 'image/pwg-raster', 'image/urf', 'image/jpeg'];
const PIN = '9f2c41d07be3a65812c4f0d97a6b3e5544c1b28f0e7d6a93b5c2e1f4087d6a3b';

function printerOf(device, certificate) {
  return {
    uri: device.address.replace('ipp:', certificate === null ? 'ipp:' : 'ipps:'),
    makeAndModel:
      { kyocera: 'Kyocera TASKalfa 3554ci', ricoh: 'RICOH IM C3000', canon: 'Canon iR-ADV C3826' }[device.model] ??
      'Generic IPP Everywhere Printer',
    color: device.model !== 'generic',
    duplex: true,
    formats: [...FORMATS, 'application/octet-stream'],
    reportedAt: ago(2),
    certificate:
      certificate === null
        ? null
        : {
            state: certificate,
            pin: PIN,
            subject: `CN=${device.name.toLowerCase().replaceAll(' ', '-')}.example.org, O=Example`,
            notAfter: ago(-900_000),
          },
  };
}

export function addPrinting(fleet) {
  const [kyocera, ricoh, canon, leipzig] = fleet.devices;
  kyocera.printer = printerOf(kyocera, 'approved');
  ricoh.printer = printerOf(ricoh, 'pending');
  canon.printer = printerOf(canon, 'changed');
  leipzig.printer = printerOf(leipzig, null);
  const queue = (name, path, more) => ({
    id: id('que'),
    path,
    name,
    location: '',
    kind: 'pull',
    ownerFrom: 'authenticated',
    deviceGroups: [],
    deviceId: null,
    acceptingJobs: true,
    uri: `ipps://print.example.org:8631/ipp/print/${path}`,
    formats: FORMATS,
    color: true,
    waitingJobs: 0,
    createdAt: ago(50_000),
    ...more,
  });
  fleet.queues = [
    queue('Find me', 'find-me', { location: 'Everywhere in the house', waitingJobs: 7 }),
    queue('Headquarters, colour', 'headquarters', {
      deviceGroups: [fleet.deviceGroups[1].id],
      ownerFrom: 'user-name',
      waitingJobs: 1,
    }),
    queue('Labels of the post room', 'post-room-labels', {
      kind: 'direct',
      deviceId: canon.id,
      ownerFrom: 'user-name',
      waitingJobs: 2,
      formats: [],
    }),
    queue('Old print server', 'old', { acceptingJobs: false }),
  ];
  const [findMe, headquarters, labels] = fleet.queues;
  let minutes = 1;
  const job = (name, user, more) => ({
    id: id('job'),
    name,
    userId: user?.id ?? null,
    ownerName: user?.userName ?? 'm.mustermann',
    waitsAt: 'server',
    queueId: findMe.id,
    queueName: findMe.name,
    deviceId: null,
    deviceName: null,
    state: 'held',
    format: 'application/pdf',
    bytes: 340_000 * minutes,
    pages: 3,
    copies: 1,
    color: false,
    sides: 'two-sided-long-edge',
    priority: 50,
    impressions: 0,
    createdAt: ago((minutes += 13)),
    endedAt: null,
    expiresAt: ago(minutes - 1_440),
    reprintable: true,
    ...more,
  });
  const at = (device) => ({ deviceId: device.id, deviceName: device.name });
  const direct = { queueId: labels.id, queueName: labels.name, ...at(canon), expiresAt: null };
  const [ada, ben, clara, david, emma] = fleet.users;
  const inDevice = { waitsAt: 'device', queueId: null, queueName: null, expiresAt: null };
  const over = (state, more) => ({ state, endedAt: ago(30), expiresAt: null, reprintable: false, ...more });
  fleet.jobs = [
    job('Offer Northwind 2026.pdf', ada, {
      state: 'printing',
      pages: 12,
      copies: 2,
      color: true,
      impressions: 7,
      expiresAt: null,
      ...at(kyocera),
    }),
    job('Plans of the new hall, all floors, with the appendix about fire protection.pdf', ben, {
      state: 'incoming',
      bytes: 48_000_000,
      pages: null,
      color: null,
    }),
    job('Minutes of the works council', clara, { copies: 14, pages: 1_204 }),
    job('Microsoft Word - Brief', null, { format: 'image/pwg-raster', color: true }),
    job('Labels 1–400', david, {
      ...direct,
      state: 'waiting',
      priority: 80,
      pages: 400,
      sides: 'one-sided',
      color: null,
    }),
    job('Labels 401–800', david, { ...direct, state: 'held', pages: 400, sides: 'one-sided', color: null }),
    job('Boarding pass', emma, { ...inDevice, ...at(ricoh), pages: 1, sides: 'one-sided', color: true }),
    job('Statement.pdf', ada, { state: 'printing', pages: null, impressions: 3, ...at(ricoh), ...inDevice }),
    job('Parental leave form', ben, { queueId: headquarters.id, queueName: headquarters.name }),
    job('Invoice 4711', clara, over('completed', { ...at(kyocera), impressions: 3, reprintable: true })),
    job('Budget 2027.xlsx', david, over('failed', at(canon))),
    job('Draft', emma, over('cancelled', {})),
    job('Forgotten', ada, over('expired', {})),
  ];
  const [first] = fleet.activities;
  const alone = (more) => ({ ...first, id: id('act'), sessionId: null, kind: 'print', mode: 'online', ...more });
  fleet.activities.unshift(
    alone({
      userId: david.id,
      userName: david.userName,
      impressions: 400,
      sheets: 400,
      startedAt: ago(4),
      ...at(canon),
      unauthenticated: false,
    }),
    alone({
      userId: null,
      userName: null,
      impressions: 17,
      sheets: 9,
      startedAt: ago(9),
      source: 'device',
      ...at(ricoh),
      unauthenticated: true,
    }),
  );
}

const discovered = (fleet) => [
  {
    name: 'Kyocera ground floor',
    uri: 'ipps://kyocera-ground-floor.local:443/ipp/print',
    makeAndModel: 'Kyocera TASKalfa 3554ci',
    location: 'Ground floor',
    uuid: null,
    color: true,
    duplex: true,
    formats: FORMATS,
    model: 'kyocera',
    deviceId: fleet.devices[0].id,
    foundAt: ago(0),
  },
  {
    name: 'RICOH IM C3000 [A1B2C3]',
    uri: 'ipps://RNP5838793CF0AE.local:443/ipp/print',
    makeAndModel: 'RICOH IM C3000',
    location: 'Reception, 2nd floor',
    uuid: '4509a320-00a0-008f-00b6-002507510eca',
    color: true,
    duplex: true,
    formats: FORMATS,
    model: 'ricoh',
    deviceId: null,
    foundAt: ago(0),
  },
  {
    name: 'Büro Süd',
    uri: 'ipp://192.0.2.47:631/ipp/print',
    makeAndModel: 'Brother HL-L2375DW',
    location: '',
    uuid: null,
    color: false,
    duplex: true,
    formats: FORMATS,
    model: 'generic',
    deviceId: null,
    foundAt: ago(0),
  },
];

/** Routes of printing, with the tools of the server; a job prints for ever. */
export function printingRoutes({ fleet, find, refuse, page, tell }) {
  let spooling = {
    retentionHours: 24,
    keepForReprintHours: 0,
    maxJobMegabytes: 2_000,
    maxSpoolMegabytes: 100_000,
    maxJobs: 100_000,
  };
  const later = (ms, value) => new Promise((resolve) => setTimeout(() => resolve(value), ms));
  function changeJob(wanted, part) {
    const job = Object.assign(find(fleet.jobs, wanted), part);
    tell('job.changed', job);
    return job;
  }
  function refusePath(path) {
    if (path === undefined || /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(path)) return;
    refuse(400, 'invalid-body', 'Some fields are not as they must be', 'Nothing was saved.', [
      { pointer: '/path', code: 'bad-format', message: 'Must be small letters, digits and hyphens.', value: path },
    ]);
  }
  const printing = fleet.jobs.find(({ state, pages }) => state === 'printing' && pages !== null);
  setInterval(() => {
    printing.impressions = printing.impressions >= 24 ? 1 : printing.impressions + 1;
    tell('job.changed', printing);
  }, 900).unref();
  return {
    'POST /devices/:id/approve-certificate': ({ params }) => {
      const device = find(fleet.devices, params[0]);
      device.printer.certificate.state = 'approved';
      return device;
    },
    'GET /discovered-printers': ({ query }) =>
      later(Number(query.get('seconds')) * 1_000, { items: discovered(fleet), unavailable: null }),
    'GET /queues': ({ query }) => page(fleet.queues, query, ['name', 'path']),
    'POST /queues': ({ body }) => {
      refusePath(body.path);
      const queue = {
        ...body,
        id: id('que'),
        uri: `ipps://print.example.org:8631/ipp/print/${body.path}`,
        formats: [],
        color: false,
        waitingJobs: 0,
        createdAt: ago(0),
      };
      fleet.queues.push(queue);
      return [201, queue];
    },
    'PATCH /queues/:id': ({ params, body }) => (
      refusePath(body.path),
      Object.assign(find(fleet.queues, params[0]), body)
    ),
    'DELETE /queues/:id': ({ params }) => {
      if (find(fleet.queues, params[0]).waitingJobs > 0)
        refuse(409, 'queue-holds-jobs', 'The queue holds jobs', 'Print, move or delete them first.');
      fleet.queues = fleet.queues.filter((queue) => queue.id !== params[0]);
      return 204;
    },
    'GET /jobs': ({ query }) =>
      page(
        fleet.jobs.filter(
          (job) =>
            ['userId', 'queueId', 'deviceId', 'waitsAt', 'state'].every(
              (name) => !query.get(name) || job[name] === query.get(name),
            ) &&
            (!query.get('over') || String(job.endedAt !== null) === query.get('over')),
        ),
        query,
        ['name', 'ownerName'],
      ),
    'PATCH /jobs/:id': ({ params, body }) =>
      changeJob(params[0], {
        ...(body.priority === undefined ? {} : { priority: body.priority }),
        ...(body.held === undefined ? {} : { state: body.held ? 'held' : 'waiting' }),
      }),
    'POST /jobs/:id/release': ({ params, body }) => {
      const device = find(fleet.devices, body.deviceId);
      return [202, changeJob(params[0], { state: 'printing', deviceId: device.id, deviceName: device.name })];
    },
    'POST /jobs/:id/cancel': ({ params }) => [
      202,
      changeJob(params[0], { state: 'cancelled', endedAt: ago(0), expiresAt: null }),
    ],
    'DELETE /jobs/:id': ({ params }) => ((fleet.jobs = fleet.jobs.filter((job) => job.id !== params[0])), 204),
    'GET /settings/spooling': () => spooling,
    'PUT /settings/spooling': ({ body }) => (spooling = body),
    'PUT /users/:id/password': ({ params, body }) => {
      if (body.password.length < 8)
        refuse(400, 'invalid-body', 'Not valid', 'Some fields are wrong.', [
          { pointer: '/password', code: 'too-short', message: 'Must have at least 8 characters.' },
        ]);
      find(fleet.users, params[0]).hasPassword = true;
      return 204;
    },
    'DELETE /users/:id/password': ({ params }) => ((find(fleet.users, params[0]).hasPassword = false), 204),
  };
}
