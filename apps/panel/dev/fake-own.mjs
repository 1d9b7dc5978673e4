/**
 * The part of the terminal that only pretends which is about people's own cards and PINs, and about service.
 * `POST /dev {…}` also takes: cardRegistration, readCard (a number the terminal's own reader reads), refuseOwn (a code for the next
 * registrations and changes), service (what its status says otherwise), serviceRefuse, newPin.
 */
const SERVICE_PIN = '80808080';
const OWN = ['register-card', 'change-pin'];

export const freshOwn = () => ({
  cardRegistration: false,
  refuseOwn: null,
  newPin: '907351',
  cards: { '04A1B2C3D4E5F6': 'anna', '04FFEEDDCCBBAA': 'ben' },
  service: {},
  serviceRefuse: null,
  serviceOrders: [],
  readCard: undefined,
});

export function createFakeOwn({ world, people, session, later, open, problem }) {
  let serviceToken = null;
  let issued = 0;
  const tokens = new Map();
  const cardOf = (card) => tokens.get(card) ?? card;
  const away = () => world().link === 'offline' || world().link === 'refused';

  function personOf({ method, pin, card, userName, password }) {
    const owner = card === undefined ? undefined : world().cards[cardOf(card)];
    if (method === 'card') return people.find((one) => one.userName === owner);
    if (method === 'pin') return people.find((one) => one.pin === pin);
    if (method === 'card+pin') return people.find((one) => one.userName === owner && one.pin === pin);
    return people.find((one) => one.userName === userName && one.password === password);
  }

  async function register({ card, proof }) {
    await later();
    if (world().refuseOwn !== null) return problem(world().refuseOwn);
    const person = personOf(proof);
    if (person === undefined) return problem('unknown-credential');
    if (world().cards[cardOf(card)] !== undefined) return problem('card-taken');
    world().cards[cardOf(card)] = person.userName;
    return session() === null ? open(person) : { status: 200, body: { session: {} } };
  }

  async function changePin({ proof }) {
    await later();
    if (world().refuseOwn !== null) return problem(world().refuseOwn);
    return personOf(proof) === undefined
      ? problem('unknown-credential')
      : { status: 200, body: { pin: world().newPin } };
  }

  async function service(path, { pin }, token) {
    await later();
    if (path === 'login') {
      if (world().serviceRefuse !== null) return problem(world().serviceRefuse, { retryAfterSeconds: 540 });
      if (pin !== SERVICE_PIN) return problem('unknown-credential');
      issued += 1;
      serviceToken = `service-${issued}`;
      return { status: 200, body: { token: serviceToken, expiresInSeconds: 300 } };
    }
    if (token !== serviceToken) return problem('session-ended');
    if (path === 'status') return { status: 200, body: status() };
    world().serviceOrders.push(path);
    return { status: 202, body: {} };
  }

  const status = () => ({
    link: world().link,
    linkSince: new Date(Date.now() - 5_400_000).toISOString(),
    lastSynchronizedAt: new Date(Date.now() - 700_000).toISOString(),
    cachedUsers: 100,
    journalBacklog: world().link === 'offline' ? 1_234 : 0,
    keyProtector: 'tpm2',
    terminalVersion: '0.1.0',
    deviceName: world().name,
    terminalId: 'trm_0198c1d2-0000-7000-8000-000000000001',
    printer: { uri: 'ipps://printer.example:631/ipp/print', makeAndModel: 'KYOCERA TASKalfa 2554ci', trouble: null },
    scanner: { url: 'https://printer.example/eSCL', trouble: 'scanner-unreachable' },
    cardReader: 'ready',
    deviceAdapter: { name: 'snmp', trouble: null },
    heldScans: 3,
    ...world().service,
  });

  return {
    personOf,
    registers: () => world().cardRegistration && !away(),
    method: (method) =>
      method === 'password' && away()
        ? { method, available: false, reason: 'needs-print-server' }
        : { method, available: true },
    reasonAgainst: (name) => (OWN.includes(name) && away() ? 'needs-print-server' : undefined),
    tokenOf(number) {
      const token = `token-${tokens.size + 1}`;
      tokens.set(token, number);
      return token;
    },
    async answer(path, body, token) {
      if (path === '/api/register-card') return register(body);
      if (path === '/api/change-pin') return session() === null ? problem('session-ended') : changePin(body);
      if (path.startsWith('/api/service/')) return service(path.slice('/api/service/'.length), body, token);
      return undefined;
    },
  };
}
