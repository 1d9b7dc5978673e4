import { createRequire } from 'node:module';
import { createPanelClient, type PanelClient } from '@holdover/demo';
import { freePort, startForeignProcess, type ForeignProcess } from '@holdover/testbed/peers';
import type { HookPoint } from '@holdover/terminal';
import type { Station } from './fleet.ts';

export interface TerminalProcess {
  readonly process: ForeignProcess;
  readonly panel: PanelClient;
  readonly queueUri: string;
}

/** Starts a station's terminal as a program of its own; with `dieAt` it kills itself there, as a power cut would. */
export async function runInOwnProcess(station: Station, dieAt?: HookPoint): Promise<TerminalProcess> {
  const [panelPort, ippPort] = [await freePort(), await freePort()];
  const { dataDir, printer } = station;
  const child = startScript('terminal-process.mjs', { dataDir, printer: printer.uri, panelPort, ippPort, dieAt });
  await child.ready('the terminal to serve', () => child.output().includes('ready\n'));
  return {
    process: child,
    panel: createPanelClient(`http://127.0.0.1:${panelPort}/`),
    queueUri: `ipp://127.0.0.1:${ippPort}/ipp/print`,
  };
}

/** A program of this folder with one JSON object as its argument. */
export function startScript(name: string, options: object): ForeignProcess {
  // By the member's name: the compiled benchmarks start the same scripts.
  const script = createRequire(import.meta.url).resolve(`@holdover/tests/support/${name}`);
  return startForeignProcess(process.execPath, [script, JSON.stringify(options)]);
}
