import { resolve } from 'node:path';
import { Command } from 'commander';
import { createLogger, createSystemClock, createSystemEntropy, type LogLevel } from '@holdover/nodejs';
import type { DeviceModel } from '@holdover/virtual-device';
import { runs, type Context } from '../context.ts';
import { flagOfPort, hostPortOption, jsonOption, logLevelOption, option, type HostPort } from '../options.ts';
import { createOutput } from '../output.ts';
import { serveUntilSignal } from '../serve-until-signal.ts';

interface DeviceCommandOptions {
  readonly ipp: HostPort;
  readonly model: DeviceModel;
  readonly out: string;
  readonly name?: string;
  readonly json?: boolean;
  readonly logLevel: LogLevel;
}

const DEFAULT_ADDRESS = '127.0.0.1:8634';

/** `holdover device`: a printing device in software, to try things out with. */
export function deviceCommand(context: Context): Command {
  return new Command('device')
    .description('run a virtual printing device: an IPP printer that writes what it prints to a folder')
    .addOption(hostPortOption('--ipp <host:port>', 'where it listens for IPP', DEFAULT_ADDRESS))
    .addOption(
      option('--model <model>', 'which device it is')
        .choices(['kyocera', 'ricoh', 'canon', 'generic', 'other'])
        .makeOptionMandatory(),
    )
    .addOption(option('--out <dir>', 'folder for printed documents and printed.jsonl').makeOptionMandatory())
    .addOption(option('--name <name>', 'its name; the model unless given'))
    .addOption(jsonOption())
    .addOption(logLevelOption('info'))
    .action(runs(context, (options: DeviceCommandOptions) => runDevice(context, options)));
}

async function runDevice(context: Context, options: DeviceCommandOptions): Promise<number> {
  const { createVirtualDevice } = await import('@holdover/virtual-device');
  context.flagOf = flagOfPort(options, ['ipp']);
  const output = createOutput(context.environment, options.json === true);
  return serveUntilSignal(async () => {
    const device = await createVirtualDevice({
      model: options.model,
      name: options.name ?? options.model,
      ipp: options.ipp,
      out: resolve(options.out),
      logger: createLogger({ level: options.logLevel }),
      clock: createSystemClock(),
      entropy: createSystemEntropy(),
    });
    const { uri, outDir, uuid } = device;
    output.result(
      { ready: true, uri, out: outDir, uuid },
      `Printing device ${options.model} at ${uri}, paper in ${outDir}`,
    );
    return device;
  });
}
