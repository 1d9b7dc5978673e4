import { createHash, X509Certificate } from 'node:crypto';
import { API_ROOT } from '@holdover/api';
import { instant, present, toBase64Url, type DeviceId, type Instant } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, decodeEnrolmentCode, identityOf } from '@holdover/nodejs';
import { PROTOCOL_VERSION } from '@holdover/protocol';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { createMemoryDisk } from '@holdover/testbed/simulation';
import type { SlowHash } from '../keys/slow-hash.ts';
import { openServer } from '../open-server.ts';

export const START: Instant = instant(Date.UTC(2026, 9, 1, 8));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const QUICK: SlowHash = {
  stretch: (secret, { method }) =>
    Promise.resolve(new Uint8Array(createHash('sha256').update(`${method} ${secret}`).digest())),
  hashPassword: (password) => Promise.resolve(sha256(password)),
  verifyPassword: (stored, password) => Promise.resolve(stored === sha256(password)),
  atOnce: 1,
};

export type MemoryServer = Awaited<ReturnType<typeof openMemoryServer>>;

/** A whole server on a disk in memory, reached by function calls; a fake clock and a quick hash. */
export async function openMemoryServer(seed = 'memory-server') {
  const clock = createFakeClock(START);
  const logger = createMemoryLogger();
  const disk = createMemoryDisk();
  const server = await openServer({
    serverKey: new Uint8Array(32).fill(7),
    database: { open: () => disk.open('server.db', { alive: true, onEnd: () => undefined }) },
    advertise: { host: 'server', gatewayPort: 1, enrolmentPort: 2 },
    clock,
    entropy: createSeededEntropy(seed),
    logger,
    slowHash: QUICK,
    consoleDir: '/no/console/here',
  });
  await server.administrators.create({ userName: 'root', password: 'correct horse battery' });
  const token = await server.administrators.createApiToken('tests');
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object) => {
    const answer = await server.app.inject({
      method,
      url: API_ROOT + path,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
  /** What a terminal posts to the door. */
  const call = async (serial: string, path: string, body: object) => {
    const { status, text } = await server.door.call(serial, { path, body: JSON.stringify(body) });
    return { status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { server, clock, logger, ask, call };
}

/** A device with its terminal. `serial` opens the door. */
export async function enrolInMemory({ server, ask }: MemoryServer, name = 'Lift') {
  const { body: device } = await ask('POST', '/devices', { name, model: 'kyocera' });
  const { body: made } = await ask('POST', `/devices/${device.id}/enrolment`);
  const answer = await server.enrol({
    protocol: PROTOCOL_VERSION,
    secret: toBase64Url(decodeEnrolmentCode(made.code).secret),
    signingRequest: await createSigningRequest(createPrivateKeyPem()),
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
  });
  return { device: device.id as DeviceId, answer, serial: serialIn(answer.certificate) };
}

export function serialIn(certificate: string): string {
  return present(identityOf(new X509Certificate(certificate)), 'identity of a terminal').serial;
}
