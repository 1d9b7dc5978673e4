import { Command } from 'commander';
import { Fault } from '@holdover/kernel';
import { createLogger } from '@holdover/nodejs';
import { terminalDataOption } from '../data-option.ts';
import { runs, type Context } from '../context.ts';
import { jsonOption } from '../options.ts';
import { createOutput } from '../output.ts';
import { readSecretLine } from '../secret-input.ts';

interface EnrolCommandOptions {
  readonly data: string;
  readonly json?: boolean;
}

/** `holdover terminal enrol`: asks for the code of the console, or reads it from standard input. */
export function terminalEnrolCommand(context: Context): Command {
  return new Command('enrol')
    .description('make this terminal part of a fleet, with the one-time code the console shows')
    .addOption(terminalDataOption(context.environment))
    .addOption(jsonOption())
    .action(runs(context, (options: EnrolCommandOptions) => enrol(context, options)));
}

async function enrol({ environment }: Context, { data, json }: EnrolCommandOptions): Promise<number> {
  const { enrolTerminal } = await import('@holdover/terminal');
  const code = await readSecretLine(environment, 'Enrolment code');
  const enrolled = await enrolTerminal({ dataDir: data, code, logger: createLogger({ level: 'warn' }) }).catch(
    (error: unknown) => {
      throw enrolmentRefusal(error);
    },
  );
  createOutput(environment, json === true).result(
    { ...enrolled },
    `Enrolled as the terminal of ${enrolled.deviceName}.`,
  );
  return 0;
}

/** By the code with which the server refused. */
const REFUSED: Readonly<Record<string, string>> = {
  'enrolment-code-used': 'This enrolment code has been used',
  'enrolment-code-expired': 'This enrolment code has expired',
  'enrolment-code-unknown': 'No device waits for this enrolment code',
};

/** A refusal of the server in words; any other error as it is. */
export function enrolmentRefusal(error: unknown): unknown {
  const message = error instanceof Fault ? REFUSED[error.code] : undefined;
  if (!(error instanceof Fault) || message === undefined) return error;
  return new Fault({ owner: error.owner, code: error.code, message, cause: error });
}
