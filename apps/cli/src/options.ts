import { InvalidArgumentError, Option } from 'commander';
import { parseHostPort, parsePort, type HostPort } from './host-port.ts';

/**
 * An option whose value may also come from the environment: `--port-base` from HOLDOVER_PORT_BASE.
 * @param variable another one, where that name is taken by a flag that means something else
 */
export function option(flags: string, description: string, variable?: string): Option {
  const made = new Option(flags, description);
  const long = made.long ?? flags;
  return made.env(variable ?? `HOLDOVER_${long.slice(2).replaceAll('-', '_').toUpperCase()}`);
}

/** What is done only when it is typed: nothing in the environment asks for it. */
export const typedOption = (flags: string, description: string): Option => new Option(flags, description);

/** `HOST:PORT`, shown in help as it is typed. */
export function hostPortOption(flags: string, description: string, preset: string): Option {
  return option(flags, description).argParser(asUsage(parseHostPort)).default(parseHostPort(preset), preset);
}

/** The same for what is off unless it is given. */
export function optionalHostPortOption(flags: string, description: string): Option {
  return option(flags, description).argParser(asUsage(parseHostPort));
}

export function portOption(flags: string, description: string, preset: number): Option {
  const read = (text: string): number => {
    const port = parsePort(text);
    if (port === undefined) throw new InvalidArgumentError(`"${text}" is not a port within 1 to 65535.`);
    return port;
  };
  return option(flags, description).argParser(read).default(preset);
}

export const jsonOption = (): Option => option('--json', 'print one JSON object a line');

export const logLevelOption = (preset: string): Option =>
  option('--log-level <level>', 'what is logged to standard error')
    .choices(['debug', 'info', 'warn', 'error', 'silent'])
    .default(preset);

/** Which of a command's own flags moves a port. */
export function flagOfPort<Name extends string>(
  options: Readonly<Partial<Record<Name, HostPort>>>,
  names: readonly Name[],
): (port: number) => string | undefined {
  return (port) => {
    const name = names.find((candidate) => options[candidate]?.port === port);
    return name === undefined ? undefined : `--${name} HOST:PORT`;
  };
}

export type { HostPort };

/** What a person typed wrong is a usage error, exit code 2. */
export function asUsage<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}
