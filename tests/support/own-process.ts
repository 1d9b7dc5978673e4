import { createRequire } from 'node:module';
import { createPanelClient, type PanelClient } from '@holdover/demo';
import { freePort, startForeignProcess, type ForeignProcess } from '@holdover/testbed/peers';
import type { HookPoint, TerminalOptions } from '@holdover/terminal';
import type { Station } from './fleet.ts';

export interface TerminalProcess {
  readonly process: ForeignProcess;
  readonly panelUrl: string;
  readonly panel: PanelClient;
  readonly queueUri: string;
}

/** A program that starts another: `strace`, `nsenter`. */
export interface Launcher {
  readonly command: string;
  readonly args: readonly string[];
}

export interface OwnProcessOptions {
  /** Where its queue listens; loopback unless given. */
  readonly ippHost?: string;
  readonly deviceAdapter?: NonNullable<TerminalOptions['deviceAdapter']>;
  /** Kills itself there, as a power cut would. */
  readonly dieAt?: HookPoint;
  /** Started by this; directly without. */
  readonly launcher?: Launcher;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a station's terminal as a program of its own. */
export async function runInOwnProcess(
  { dataDir, printer }: Pick<Station, 'dataDir'> & { readonly printer: Pick<Station['printer'], 'uri'> },
  { dieAt, ippHost, deviceAdapter, ...how }: OwnProcessOptions = {},
): Promise<TerminalProcess> {
  const [panelPort, ippPort] = [await freePort(), await freePort()];
  const options = { dataDir, printer: printer.uri, panelPort, ippPort, ippHost, deviceAdapter, dieAt };
  const child = startScript('terminal-process.mjs', options, how);
  await child.ready('the terminal to serve', () => child.output().includes('ready\n'));
  const panelUrl = `http://127.0.0.1:${panelPort}/`;
  return {
    process: child,
    panelUrl,
    panel: createPanelClient(panelUrl),
    queueUri: `ipp://127.0.0.1:${ippPort}/ipp/print`,
  };
}

/** A program of this folder with one JSON object as its argument. */
export function startScript(
  name: string,
  options: object,
  { launcher, env = {} }: Pick<OwnProcessOptions, 'launcher' | 'env'> = {},
): ForeignProcess {
  // By the member's name: the compiled benchmarks start the same scripts.
  const script = createRequire(import.meta.url).resolve(`@holdover/tests/support/${name}`);
  const program = [process.execPath, script, JSON.stringify(options)];
  const [command = '', ...args] = launcher === undefined ? program : [launcher.command, ...launcher.args, ...program];
  return startForeignProcess(command, args, { env });
}
