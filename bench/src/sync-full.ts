import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { DEFAULT_OFFLINE_LOGIN, getImport, importUsers, putOfflineLogin, type ApiClient } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, instant, makeId, present } from '@holdover/kernel';
import {
  createAuthority,
  createPrivateKeyPem,
  createSigningRequest,
  createSystemEntropy,
  fleetClientTls,
  openAuthority,
  publicKeyOfRequest,
} from '@holdover/nodejs';
import { PATHS, PROTOCOL_VERSION, type StateSnapshot } from '@holdover/protocol';
import { startForeignProcess, waitUntil, type ForeignProcess } from '@holdover/testbed/peers';
import { createKillableServer } from '../../tests/support/killable-server.ts';
import { atOnce } from './at-once.ts';
import type { Benchmark } from './benchmark.ts';
import { interleave, timed } from './interleave.ts';
import { enrolLightTerminal, openCalls, postOnce, type Endpoint } from './light-terminal.ts';

const USERS = 100;
/** Terminals on their way at a time. */
const AT_ONCE = 8;

/**
 * A fleet's first synchronization: terminals that hold nothing connect, pull and acknowledge a hundred users, a PIN and an ID
 * card each. Server and reference run in a process of their own, the terminals' ends in this one.
 */
export const syncFull: Benchmark = {
  name: 'sync-full',
  unit: 'terminals/s',
  aim: 'ratio ≥ 0.5',
  async measure({ dir, quick }) {
    const server = await createKillableServer({ dir });
    const [runs, perRun] = quick ? [3, 8] : [7, 40];
    const started: ForeignProcess[] = [await server.start()];
    try {
      await importPeople(server.api);
      const waiting = await enrolMany(server.api, (runs + 1) * perRun + 1);
      const bytes = await takeState(present(waiting.pop(), 'a terminal'));
      const bare = await startBare(bytes);
      started.push(bare.process);
      const bareCalls = Array.from({ length: perRun }, () => bare.endpoint);
      return await interleave({
        runs,
        ours: () => aSecond(waiting.splice(0, perRun), takeState),
        reference: () => aSecond(bareCalls, (endpoint) => postOnce(endpoint, '/', {})),
      });
    } finally {
      for (const one of started) await one.stop();
    }
  },
};

async function importPeople(api: ApiClient): Promise<void> {
  const rows = Array.from(
    { length: USERS },
    (_, n) => `person-${n},Person number ${n},${380_000 + 7 * n},04A1B2C3${1_000 + n}`,
  );
  const { id } = await api.call(importUsers, { body: ['USERNAME,FULLNAME,PINS,CARDS', ...rows, ''].join('\n') });
  await waitUntil('the import to end', async () => {
    const { state, added } = await api.call(getImport, { params: { id } });
    return state === 'done' && added === USERS;
  });
  const everybody = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };
  const userSync = { enabled: true, intervalHours: 4, assignments: [everybody] };
  await api.call(putOfflineLogin, { body: { ...DEFAULT_OFFLINE_LOGIN, userSync } });
}

async function enrolMany(api: ApiClient, count: number): Promise<Endpoint[]> {
  const names = Array.from({ length: count }, (_, n) => `Device ${n}`);
  const enrolled: Endpoint[] = [];
  await atOnce(AT_ONCE, names, async (name) => void enrolled.push(await enrolLightTerminal(api, name)));
  return enrolled;
}

/** @returns the answer's length in bytes */
async function takeState(to: Endpoint): Promise<number> {
  const calls = openCalls(to);
  try {
    const request = { protocol: PROTOCOL_VERSION, revision: 0, generation: 0, reason: 'first' };
    const text = await calls.post(PATHS.state, request);
    // The real terminal's own work on it is the terminal's: here it is read as far as the acknowledgement needs.
    const { revision, generation, users, credentials } = JSON.parse(text) as StateSnapshot;
    const counts = { users: users.length, credentials: credentials.length };
    await calls.post(PATHS.stateAcknowledgement, { revision, generation, ...counts });
    return Buffer.byteLength(text);
  } finally {
    calls.close();
  }
}

/** The same TLS in a fleet of its own. */
async function startBare(bytes: number): Promise<{ process: ForeignProcess; endpoint: Endpoint }> {
  const entropy = createSystemEntropy();
  const fleet = makeId('fleet', instant(1), entropy);
  const authority = await openAuthority(fleet, await createAuthority(fleet));
  const issue = async (role: 'gateway' | 'terminal', id: string) => {
    const privateKey = createPrivateKeyPem();
    const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
    return { certificate: (await authority.issue({ publicKey, role, id })).certificate, privateKey };
  };
  const script = fileURLToPath(new URL('static-gateway.js', import.meta.url));
  const options = { authority: authority.certificate, own: await issue('gateway', 'gateway-1'), bytes };
  const child = startForeignProcess(process.execPath, [script, JSON.stringify(options)]);
  const port = (): number => Number(/ready (\d+)/.exec(child.output())?.[1]);
  await child.ready('the bare gateway to serve', () => port() > 0);
  const own = await issue('terminal', makeId('terminal', instant(2), entropy));
  const tls = fleetClientTls({ fleet, authority: authority.certificate, own });
  return { process: child, endpoint: { host: '127.0.0.1', port: port(), tls } };
}

async function aSecond<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  const took = await timed(() => atOnce(AT_ONCE, items, work));
  return (items.length * 1_000) / took;
}
