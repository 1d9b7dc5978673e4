import { join } from 'node:path';
import {
  createCard,
  createDevice,
  createEnrolment,
  createUser,
  patchUser,
  type ApiClient,
  type User,
} from '@holdover/api';
import { createPanelClient, type PanelClient } from '@holdover/demo';
import { Fault, present, type DeviceId } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { enrolTerminal, startTerminal } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { createVirtualDevice } from '@holdover/virtual-device';
import { synchronizeEverybody } from '../../tests/support/fleet.ts';
import { createKillableServer } from '../../tests/support/killable-server.ts';
import { atOnce } from './at-once.ts';
import type { Benchmark, Run } from './benchmark.ts';
import { enrolLightTerminal, openLightLink, type LightLink } from './light-terminal.ts';
import { quantile } from './statistics.ts';

/** Terminals with all their parts; the rest of the fleet is links alone. */
const REAL = 10;
const AT_ONCE = 16;
const CARD = '04A1B2C3D4E5F';

/**
 * From the moment an administrator's request to disable somebody leaves until the last terminals refuse that person: real
 * ones have ended the running session and refuse the card, the others have got the signed list that makes a terminal do so.
 */
export const revoke: Benchmark = {
  name: 'revoke',
  unit: 'ms, p99',
  aim: 'p99 ≤ 2000',
  async measure({ dir, quick, links }) {
    const server = await createKillableServer({ dir });
    const child = await server.start();
    const closers: (() => unknown)[] = [() => child.stop()];
    try {
      const rounds = quick ? 2 : 7;
      const users = await addUsers(server.api, rounds);
      const light = await connectLinks(server.api, quick ? Math.min(links, 100) : links, closers);
      const stations = await startStations(server.api, dir, closers);
      await synchronizeEverybody(server.api, stations, users);
      const runs: Run[] = [];
      for (const [n, user] of users.entries()) {
        const times = await revokeOne(server.api, { user, card: `${CARD}${n}`, light, stations });
        runs.push({ ours: quantile(times, 0.99), reference: null });
      }
      return runs;
    } finally {
      for (const close of closers.toReversed()) await close();
    }
  },
};

interface RealStation {
  readonly id: DeviceId;
  readonly name: string;
  readonly panelUrl: string;
  readonly panel: PanelClient;
}

interface Revocation {
  readonly user: User;
  readonly card: string;
  readonly light: readonly LightLink[];
  readonly stations: readonly RealStation[];
}

/** @returns the milliseconds it took at each terminal */
async function revokeOne(api: ApiClient, { user, card, light, stations }: Revocation): Promise<readonly number[]> {
  for (const { panel } of stations) await panel.login({ method: 'card', card });
  const seenBy = stations.map(({ panelUrl }) => sessionEnds(panelUrl));
  const heardBy = light.map((link) =>
    link.next((frame) => frame.type === 'doorbell' && frame.denyDelta?.users.includes(user.id) === true),
  );
  const watched = await Promise.all(seenBy);
  const started = performance.now();
  const since = async (done: Promise<unknown>): Promise<number> => {
    await done;
    return performance.now() - started;
  };
  const times = Promise.all([...watched.map(({ ended }) => since(ended)), ...heardBy.map(since)]);
  await api.call(patchUser, { params: { id: user.id }, body: { enabled: false } });
  const taken = await times;
  for (const { panel, name } of stations) await expectRefusal(panel, card, name);
  return taken;
}

async function expectRefusal(panel: PanelClient, card: string, name: string): Promise<void> {
  const answer = await panel.login({ method: 'card', card });
  if ('session' in answer)
    throw new Fault({ owner: 'ours', code: 'not-refused', message: `${name} still lets the user in` });
}

/** Answers once somebody's session is seen; `ended` is when it is no more. */
async function sessionEnds(panelUrl: string): Promise<{ readonly ended: Promise<void> }> {
  const { body } = await fetch(new URL('/api/events', panelUrl));
  const states = present(body, 'events').pipeThrough(new TextDecoderStream()).getReader();
  const until = async (isOpen: boolean): Promise<void> => {
    for (let text = ''; ;) {
      const { value, done } = await states.read();
      if (done)
        throw new Fault({ owner: 'peer', code: 'panel-ended', message: `${panelUrl} sends no events any more` });
      text += value;
      const last = text.lastIndexOf('"session":');
      if (last >= 0 && text.startsWith('"session":null', last) !== isOpen) return;
    }
  };
  await until(true);
  return { ended: until(false).finally(() => void states.cancel()) };
}

async function addUsers(api: ApiClient, count: number): Promise<readonly User[]> {
  const users: User[] = [];
  for (let n = 0; n < count; n++) {
    const user = await api.call(createUser, { body: { userName: `leaver-${n}` } });
    await api.call(createCard, { params: { id: user.id }, body: { number: `${CARD}${n}` } });
    users.push(user);
  }
  return users;
}

async function connectLinks(api: ApiClient, count: number, closers: (() => unknown)[]): Promise<readonly LightLink[]> {
  const names = Array.from({ length: count }, (_, n) => `Link ${n}`);
  const links: LightLink[] = [];
  await atOnce(AT_ONCE, names, async (name) => {
    const link = await openLightLink(await enrolLightTerminal(api, name));
    links.push(link);
    closers.push(() => link.close());
  });
  return links;
}

async function startStations(api: ApiClient, dir: string, closers: (() => unknown)[]): Promise<readonly RealStation[]> {
  const parts = { logger: createMemoryLogger(), clock: createSystemClock(), entropy: createSystemEntropy() };
  const any = { host: '127.0.0.1', port: 0 };
  const stations: RealStation[] = [];
  for (let n = 0; n < REAL; n++) {
    const name = `Device ${n}`;
    const { id } = await api.call(createDevice, { body: { name, model: 'generic' } });
    const { code } = await api.call(createEnrolment, { params: { id } });
    const dataDir = join(dir, `terminal-${n}`);
    await enrolTerminal({ dataDir, code, ...parts });
    const printer = await createVirtualDevice({
      model: 'generic',
      name,
      ipp: any,
      out: join(dir, `paper-${n}`),
      ...parts,
    });
    closers.push(() => printer.close());
    const terminal = await startTerminal({ dataDir, printer: printer.uri, panel: any, ipp: any, ...parts });
    closers.push(() => terminal.close());
    const { panelUrl } = terminal;
    stations.push({ id, name, panelUrl, panel: createPanelClient(panelUrl) });
  }
  return stations;
}
