import type { PanelState } from '@holdover/api';
import { present } from '@holdover/kernel';
import type { SampleUser } from '../props/sample-users.ts';
import type { World } from '../world/world.ts';
import type { Paper, Stage, StageDevice, Told } from './stage.ts';

/** What was last seen of one device; panel undefined before its terminal answered once. */
export interface SeenDevice {
  readonly panel: PanelState | undefined;
  /** Newest first. */
  readonly papers: readonly Paper[];
}

export interface Seen {
  readonly devices: ReadonlyMap<string, SeenDevice>;
  readonly accountedPages: number;
  readonly cableUp: boolean;
}

export const NOTHING_SEEN: Seen = { devices: new Map(), accountedPages: 0, cableUp: true };

/** The stage as the page shows it. */
export function stageOf(world: World, seen: Seen, more: { readonly told: Told; readonly playing: boolean }): Stage {
  return {
    consoleUrl: world.consoleUrl,
    administrator: world.administrator,
    users: world.users,
    devices: world.devices.map(({ id, name, model, panelUrl, hands }): StageDevice => {
      const { panel, papers } = seen.devices.get(id) ?? { panel: undefined, papers: [] };
      return {
        id,
        name,
        model,
        panelUrl,
        offlineLogin: panel?.device.offlineLogin ?? false,
        link: panel?.link ?? 'unknown',
        backlog: panel?.journalBacklog ?? 0,
        session: panel?.session?.fullName ?? null,
        papers,
        ...hands.see(),
      };
    }),
    cable: { up: seen.cableUp },
    accountedPages: seen.accountedPages,
    spotlight: more.playing
      ? (world.devices.find(({ name }) => name === more.told.values['device'])?.id ?? null)
      : null,
    ...more,
  };
}

/** What a spectator would say happened between two looks; the last thing said counts most. Undefined: nothing to tell. */
export function tellDifference(world: World, before: Seen, after: Seen): Told | undefined {
  const perDevice = world.devices.flatMap(({ id, name: device }) => {
    const old = before.devices.get(id);
    const now = present(after.devices.get(id), 'a device that was looked at');
    if (old === undefined) return [];
    return [tellLink(device, old, now), tellSession(device, old, now), tellPaper(device, old, now)];
  });
  const booked = after.accountedPages - before.accountedPages;
  const accounted: Told | undefined = booked > 0 ? { phrase: 'accounted', values: { count: booked } } : undefined;
  return [tellCable(before, after), ...perDevice, accounted].findLast((told) => told !== undefined);
}

function tellCable(before: Seen, after: Seen): Told | undefined {
  if (before.cableUp === after.cableUp) return undefined;
  return { phrase: after.cableUp ? 'mended' : 'cut', values: {} };
}

function tellLink(device: string, before: SeenDevice, after: SeenDevice): Told | undefined {
  const noticed = before.panel?.link === 'online' && after.panel?.link === 'offline';
  return noticed && after.panel?.device.offlineLogin === true
    ? { phrase: 'noticedCut', values: { device } }
    : undefined;
}

function tellSession(device: string, before: SeenDevice, after: SeenDevice): Told | undefined {
  const session = after.panel?.session ?? undefined;
  if (session === undefined || session.id === before.panel?.session?.id) return undefined;
  const phrase = session.mode === 'offline' ? 'loggedInOffline' : 'loggedInOnline';
  return { phrase, values: { device, name: session.fullName } };
}

function tellPaper(device: string, before: SeenDevice, after: SeenDevice): Told | undefined {
  const [newest] = after.papers;
  if (newest === undefined || after.papers.length === before.papers.length) return undefined;
  return { phrase: 'printed', values: { device, count: newest.pages, title: newest.title } };
}

export const findUser = (world: World, userName: string): SampleUser | undefined =>
  world.users.find((user) => user.userName === userName);
