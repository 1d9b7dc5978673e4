import { resolve } from 'node:path';
import { Command } from 'commander';
import { Fault } from '@holdover/kernel';
import { createLogger, createSystemClock, createSystemEntropy, type LogLevel } from '@holdover/nodejs';
import type { SnmpSecurity } from '@holdover/terminal';
import type { DeviceModel, SnmpAccess, VirtualDevice } from '@holdover/virtual-device';
import { runs, type Context } from '../context.ts';
import {
  flagOfPort,
  hostPortOption,
  jsonOption,
  logLevelOption,
  option,
  optionalHostPortOption,
  type HostPort,
} from '../options.ts';
import { createOutput } from '../output.ts';
import { serveUntilSignal } from '../serve-until-signal.ts';
import { readSnmpSecret, SNMP_SECRET_HELP } from '../snmp-secret.ts';
import { CONTROL_HELP } from './device-help.ts';

interface DeviceCommandOptions {
  readonly ipp: HostPort;
  readonly escl?: HostPort;
  readonly snmp?: HostPort;
  readonly snmpSecretFile?: string;
  readonly control?: HostPort;
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
    .description('run a virtual printing device: printer, scanner and panel; what it prints goes to a folder')
    .addOption(hostPortOption('--ipp <host:port>', 'where it listens for IPP', DEFAULT_ADDRESS))
    .addOption(optionalHostPortOption('--escl <host:port>', 'where its scanner listens for eSCL'))
    .addOption(optionalHostPortOption('--snmp <host:port>', 'where it answers SNMP v1, v2c and v3'))
    .addOption(option('--snmp-secret-file <file>', 'who may write by SNMP; community private unless given'))
    .addOption(optionalHostPortOption('--control <host:port>', 'HTTP by which people work at it and break it'))
    .addOption(
      option('--model <model>', 'which device it is')
        .choices(['kyocera', 'ricoh', 'canon', 'generic', 'other'])
        .makeOptionMandatory(),
    )
    .addOption(option('--out <dir>', 'folder for printed documents and printed.jsonl').makeOptionMandatory())
    .addOption(option('--name <name>', 'its name; the model unless given'))
    .addOption(jsonOption())
    .addOption(logLevelOption('info'))
    .addHelpText(
      'after',
      `\n${CONTROL_HELP}\n\n${SNMP_SECRET_HELP}\nWhoever may write may read; the community public may read too.`,
    )
    .action(runs(context, (options: DeviceCommandOptions) => runDevice(context, options)));
}

async function runDevice(context: Context, options: DeviceCommandOptions): Promise<number> {
  const { createVirtualDevice } = await import('@holdover/virtual-device');
  context.flagOf = flagOfPort(options, ['ipp', 'escl', 'snmp', 'control']);
  const output = createOutput(context.environment, options.json === true);
  const { ipp, escl, snmp, control } = options;
  const access = snmpAccessOf(await readSnmpSecret(context.environment, options.snmpSecretFile));
  return serveUntilSignal(async () => {
    const device = await createVirtualDevice({
      model: options.model,
      name: options.name ?? options.model,
      ipp,
      ...(escl && { escl }),
      ...(snmp && { snmp }),
      ...(access && { snmpAccess: access }),
      ...(control && { control }),
      out: resolve(options.out),
      logger: createLogger({ level: options.logLevel }),
      clock: createSystemClock(),
      entropy: createSystemEntropy(),
    });
    output.result(readyOf(device), wordsOf(options.model, device));
    return device;
  });
}

function readyOf({ uri, outDir, uuid, escl, snmp, controlUrl }: VirtualDevice): Readonly<Record<string, unknown>> {
  return {
    ready: true,
    uri,
    out: outDir,
    uuid,
    escl: escl?.url ?? null,
    snmp: snmp ?? null,
    control: controlUrl ?? null,
  };
}

function wordsOf(model: string, { uri, outDir, escl, snmp, controlUrl }: VirtualDevice): string {
  const more = [
    ...(escl === undefined ? [] : [`scanner at ${escl.url}`]),
    ...(snmp === undefined ? [] : [`SNMP at ${snmp}`]),
    ...(controlUrl === undefined ? [] : [`control at ${controlUrl}`]),
  ];
  return [`Printing device ${model} at ${uri}, paper in ${outDir}`, ...more].join(', ');
}

/** The device has version 3 with SHA-1 and AES alone. */
function snmpAccessOf(secret: SnmpSecurity | undefined): SnmpAccess | undefined {
  if (secret === undefined) return undefined;
  if (secret.version === '2c') return { readCommunity: 'public', writeCommunity: secret.community };
  const { userName, authentication, privacy } = secret;
  if (authentication.protocol !== 'sha' || privacy === null) {
    const message = 'The virtual device takes authentication sha with privacy aes alone';
    throw new Fault({ owner: 'caller', code: 'snmp-secret-wrong', message });
  }
  const user = { userName, authenticationKey: authentication.key, privacyKey: privacy.key };
  return { readCommunity: 'public', writeCommunity: null, user };
}
