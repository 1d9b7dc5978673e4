import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault, type Logger } from '@holdover/kernel';
import type { LogLevelControl } from '@holdover/nodejs';
import { createDirector } from './stage/director.ts';
import { startStageServer } from './stage/stage-server.ts';
import { readStartPage } from './stage/static-files.ts';
import { OUTAGE, play, PREPARATION } from './story/outage-story.ts';
import type { StepReport } from './story/step.ts';
import { portsFrom } from './world/ports.ts';
import { startWorld } from './world/start-world.ts';
import { consoleCookie } from './world/server-access.ts';
import type { World } from './world/world.ts';

export interface DemoOptions {
  /** The start page's port; all others follow it. */
  readonly portBase: number;
  /** Kept; without it everything is thrown away at the end. */
  readonly dataDir?: string;
  readonly logger: Logger;
  /** Where what it writes can be changed. */
  readonly logLevel?: LogLevelControl;
}

/** For programs that drive the demonstration, as interfaces.md lists it. */
export interface DemoDescription {
  readonly console: string;
  readonly token: string;
  readonly admin: { readonly userName: string; readonly password: string };
  /** Of the print server. */
  readonly serverQueue: string;
  readonly devices: readonly {
    readonly id: string;
    readonly model: string;
    readonly panel: string;
    readonly queue: string;
    readonly printer: string;
    readonly escl: string;
    /** `HOST:PORT` */
    readonly snmp: string;
    readonly out: string;
  }[];
  readonly users: readonly { readonly userName: string; readonly pin: string; readonly card: string }[];
  /** `POST {"up":false}` cuts the terminals' link to the server. */
  readonly link: string;
}

export interface RunningDemo {
  readonly url: string;
  readonly description: DemoDescription;
  close(): Promise<void>;
}

/**
 * Starts everything, brings users in and waits until the terminals hold them.
 * @throws Fault `demo-not-ready` with the step that did not hold, and those of the parts
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { world, discard } = await openWorld(options);
  const director = createDirector(world, options.logger);
  const close = async (): Promise<void> => {
    await director.close();
    await world.close();
    await discard();
  };
  try {
    await prepare(world);
    const server = await startStageServer({
      port: portsFrom(options.portBase).startPage,
      files: await readStartPage(),
      actions: director.actions,
      current: () => director.current(),
      consoleCookie: () => consoleCookie(world.consoleUrl, world.administrator),
      logger: options.logger,
    });
    director.watch(() => server.show());
    return {
      url: server.url,
      description: describe(world, server.url),
      close: async () => {
        await server.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface OnceOptions extends DemoOptions {
  readonly onStep: (report: StepReport) => void;
  readonly stop: AbortSignal;
}

/** Plays the outage story from an empty fleet to its end. @returns whether every step held */
export async function playOnce(options: OnceOptions): Promise<boolean> {
  const { world, discard } = await openWorld(options);
  try {
    return await play(world, [...PREPARATION, ...OUTAGE], options);
  } finally {
    await world.close();
    await discard();
  }
}

async function openWorld({
  portBase,
  dataDir,
  ...log
}: DemoOptions): Promise<{ world: World; discard: () => Promise<void> }> {
  const folder = dataDir === undefined ? await mkdtemp(join(tmpdir(), 'holdover-demo-')) : resolve(dataDir);
  const discard = async (): Promise<void> => {
    if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    return { world: await startWorld({ portBase, dataDir: folder, ...log }), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function prepare(world: World): Promise<void> {
  let last: StepReport | undefined;
  const held = await play(world, PREPARATION, { onStep: (report) => (last = report) });
  if (held) return;
  const message = `The demonstration is not ready: ${last?.step ?? 'nothing'}: ${last?.detail ?? ''}`;
  throw new Fault({ owner: 'ours', code: 'demo-not-ready', message });
}

function describe(world: World, url: string): DemoDescription {
  return {
    console: world.consoleUrl,
    token: world.token,
    admin: world.administrator,
    serverQueue: world.serverQueueUri,
    devices: world.devices.map(({ id, model, panelUrl, queueUri, printerUri, esclUrl, snmp, outDir }) => ({
      id,
      model,
      panel: panelUrl,
      queue: queueUri,
      printer: printerUri,
      escl: esclUrl,
      snmp,
      out: outDir,
    })),
    users: world.users.map(({ userName, pin, card }) => ({ userName, pin, card })),
    link: `${url}/link`,
  };
}
