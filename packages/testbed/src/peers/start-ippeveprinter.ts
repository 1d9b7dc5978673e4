import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findTool } from './find-tool.ts';
import { startForeignProcess, type ForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { startBus } from './start-bus.ts';

export interface IppeveprinterOptions {
  /** Its folder: spool, script, bus. Its path must be short: a socket's has 107 bytes at the most. */
  readonly dir: string;
  readonly name?: string;
  readonly formats?: readonly string[];
  /**
   * Shell lines run for each job (`$1` is the document; IPP_* variables hold the job's attributes). What they print on
   * standard error as `ATTR: name=value` or `STATE: +reason` the printer reports: scripted counters and faults.
   */
  readonly script?: string;
}

export interface Ippeveprinter {
  readonly port: number;
  readonly uri: string;
  /** Where documents are kept (`-k`). */
  readonly spool: string;
  output(): string;
  /** Switched off between two pages: it forgets all it knew of jobs. */
  die(): Promise<void>;
  /** The same printer again, at the same port. */
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const FORMATS = ['application/pdf', 'image/jpeg', 'image/pwg-raster'];
const ONE_PAGE_EACH = 'echo "ATTR: job-impressions-completed=1" >&2';

/** A printer nobody here wrote. It takes one job at a time and answers a second with server-error-busy. */
export async function startIppeveprinter(options: IppeveprinterOptions): Promise<Ippeveprinter> {
  const { dir, name = 'foreign', formats = FORMATS, script = ONE_PAGE_EACH } = options;
  const spool = join(dir, 'spool');
  mkdirSync(spool, { recursive: true });
  const command = join(dir, 'print.sh');
  writeFileSync(command, `#!/bin/sh\n${script}\nexit 0\n`);
  chmodSync(command, 0o755);

  const { bus, address } = await startBus(dir);
  const port = await freePort();
  const args = ['-r', 'off', '-2', '-v', '-k', '-d', spool, '-c', command, '-p', String(port), '-n', 'localhost'];
  const start = async (): Promise<ForeignProcess> => {
    const started = startForeignProcess(findTool('ippeveprinter'), [...args, '-f', formats.join(','), name], {
      env: { DBUS_SYSTEM_BUS_ADDRESS: address },
    });
    await started.ready('ippeveprinter to listen', () => acceptsConnections(port));
    return started;
  };
  let printer = await start();
  return {
    port,
    uri: `ipp://localhost:${port}/ipp/print`,
    spool,
    output: () => printer.output(),
    async die() {
      printer.kill('SIGKILL');
      await printer.exited;
    },
    async comeBack() {
      printer = await start();
    },
    async stop() {
      await printer.stop();
      await bus.stop();
    },
  };
}
