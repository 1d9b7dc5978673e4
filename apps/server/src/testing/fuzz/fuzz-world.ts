import { API_ROOT, rightField, roleField, type GrantedRight, type Role } from '@holdover/api';
import { present, seconds } from '@holdover/kernel';
import { createMemoryDocuments } from '../memory-documents.ts';
import { openWorld, type OpenWorld } from '../open-door.ts';
import { watchAnswers, type WatchedAnswers } from '../watch-answers.ts';

/** Somebody who asks: what they may is written down here once more, and not taken from the server. */
export interface Principal {
  readonly name: string;
  readonly rights: ReadonlySet<string>;
  readonly headers: () => Readonly<Record<string, string>>;
  /** False: whoever it is, they are not signed in. */
  readonly signedIn: boolean;
}

export interface FuzzWorld {
  readonly world: OpenWorld;
  readonly watched: WatchedAnswers;
  readonly principals: readonly Principal[];
  /** Ids that exist, by prefix; never of those who ask here. */
  ids(prefix: string): readonly string[];
  /** Looks what is there now; makes people and devices anew where they were taken away. */
  refresh(): Promise<void>;
  send(request: FuzzRequest): Promise<FuzzAnswer>;
  close(): Promise<void>;
}

export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
}
interface FuzzAnswer {
  readonly status: number;
  readonly text: string;
}

const PASSWORD = 'a password nobody guesses';
const READS = ['users:read', 'devices:read', 'settings:read', 'accounting:read', 'audit:read', 'administrators:read'];
export const ROLE_RIGHTS: Readonly<Record<Role, readonly string[]>> = {
  administrator: rightField.options,
  'user-manager': ['users:read', 'users:write', 'devices:read'],
  'device-manager': ['users:read', 'devices:read', 'devices:write', 'settings:read', 'settings:write'],
  auditor: READS,
};

/** A server in memory with people, groups, devices, terminals, and everybody who may ask it. */
export async function openFuzzWorld(): Promise<FuzzWorld> {
  const world = await openWorld({ imports: createMemoryDocuments<string>() });
  const { app } = world.server;
  const watched = watchAnswers(app);
  await furnish(world);
  const principals = await principalsOf(world);
  const protectedIds = new Set((await listed(world, '/administrators')).concat(await listed(world, '/api-tokens')));
  const known = new Map<string, readonly string[]>();
  const refresh = async (): Promise<void> => {
    await replenish(world);
    for (const [prefix, path] of LISTS)
      known.set(
        prefix,
        (await listed(world, path)).filter((id) => !protectedIds.has(id)),
      );
  };
  await refresh();
  return {
    world,
    watched,
    principals,
    ids: (prefix) => known.get(prefix) ?? [],
    refresh,
    send: async ({ method, url, headers, payload }) => {
      const answer = app.inject({
        method: method as 'GET',
        url,
        headers,
        ...(payload === undefined ? {} : { payload }),
      });
      // Some operations wait for time to pass.
      const nudge = setInterval(() => void world.clock.advanceAsync(seconds(1)), 300);
      try {
        const { statusCode, body } = await answer;
        return { status: statusCode, text: body };
      } finally {
        clearInterval(nudge);
      }
    },
    close: () => world.close(),
  };
}

const LISTS: readonly (readonly [prefix: string, path: string])[] = [
  ['usr_', '/users'],
  ['grp_', '/groups'],
  ['dgr_', '/device-groups'],
  ['prf_', '/profiles'],
  ['dev_', '/devices'],
  ['que_', '/queues'],
  ['job_', '/jobs'],
  ['ses_', '/sessions'],
  ['rev_', '/review'],
  ['alr_', '/alerts'],
  ['src_', '/user-sources'],
  ['imp_', '/imports'],
  ['adm_', '/administrators'],
  ['tok_', '/api-tokens'],
];

async function listed(world: OpenWorld, path: string): Promise<string[]> {
  const { body } = await world.ask('GET', `${path}?limit=1000`);
  const items: readonly { id: string }[] = body.items ?? [];
  return items.map(({ id }) => id);
}

async function furnish(world: OpenWorld): Promise<void> {
  await replenish(world);
  const terminal = await world.enrolled('Lift');
  await terminal.synchronize();
  await world.enrolled('Basement');
  await world.ask('POST', '/device-groups', { name: 'Hall', site: true });
  await world.ask('POST', '/profiles', { name: 'Open plan' });
  await world.ask('POST', '/queues', { name: 'Second', path: 'second', kind: 'server' });
  await world.ask('POST', '/user-sources', {
    kind: 'ldap',
    name: 'Directory',
    url: 'ldap://127.0.0.1:1',
    baseDn: 'dc=example',
  });
}

let made = 0;
async function replenish(world: OpenWorld): Promise<void> {
  const users = (await listed(world, '/users')).length;
  for (let more = users; more < 4; more++) {
    made += 1;
    const { body: user } = await world.ask('POST', '/users', { userName: `person-${made}`, email: 'p@example.org' });
    await world.ask('POST', `/users/${user.id}/pins`, {});
    await world.ask('POST', `/users/${user.id}/cards`, { number: `04A1B2C3${made}` });
  }
  if ((await listed(world, '/groups')).length < 3) {
    made += 1;
    await world.ask('POST', '/groups', { name: `Group ${made}` });
    await world.ask('POST', '/groups', { name: `Inner ${made}` });
  }
  if ((await listed(world, '/devices')).length < 2)
    await world.ask('POST', '/devices', { name: `Device ${++made}`, model: 'ricoh' });
  // Whom others may change, disable and delete.
  const administrators = await listed(world, '/administrators');
  if (administrators.length < roleField.options.length + 2)
    await world.ask('POST', '/administrators', { userName: `victim-${++made}`, role: 'auditor', password: PASSWORD });
}

async function principalsOf(world: OpenWorld): Promise<Principal[]> {
  const tokens = await Promise.all(rightField.options.map((right) => tokenOf(world, right)));
  const past = await tokenOf(world, 'users:read', '2026-10-01T09:00:00.000Z');
  await world.clock.advanceAsync(seconds(2 * 3600));
  const people: Principal[] = [];
  for (const role of roleField.options) {
    await world.ask('POST', '/administrators', { userName: role, role, password: PASSWORD });
    const cookie = await signIn(world, role);
    people.push({ name: role, rights: new Set(ROLE_RIGHTS[role]), signedIn: true, headers: () => ({ cookie }) });
  }
  const nobody = { rights: new Set<string>(), signedIn: false };
  return [
    ...people,
    ...tokens,
    { ...nobody, name: 'nobody', headers: () => ({}) },
    { ...nobody, name: 'expired token', headers: past.headers },
    { ...nobody, name: 'made-up token', headers: () => ({ authorization: 'Bearer hvt_made_up' }) },
  ];
}

async function tokenOf(world: OpenWorld, right: GrantedRight, expiresAt: string | null = null): Promise<Principal> {
  const { body } = await world.ask('POST', '/api-tokens', { name: `only ${right}`, rights: [right], expiresAt });
  const headers = { authorization: `Bearer ${present<string>(body.token, 'a token shown once')}` };
  return { name: `token ${right}`, rights: new Set([right]), signedIn: true, headers: () => headers };
}

async function signIn({ server }: OpenWorld, userName: string): Promise<string> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `${API_ROOT}/sign-in`,
    payload: { userName, password: PASSWORD },
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}
