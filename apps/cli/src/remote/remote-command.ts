import { Command, type Option } from 'commander';
import type { Context } from '../context.ts';
import { createOutput } from '../output.ts';
import { CONNECTION_HELP, connectionOptions, type ConnectionOptions } from './connection.ts';
import type { Session } from './session.ts';

export interface RemoteCommand<Options> {
  /** With its arguments: `show <user>`. */
  readonly name: string;
  readonly summary: string;
  readonly options?: readonly Option[];
  /** As they are typed. */
  readonly examples: readonly string[];
  /** More than the summary says. */
  readonly more?: string;
  /** @returns the exit code, 0 without */
  readonly run: (session: Session, args: readonly string[], options: Options) => Promise<number | void>;
}

/** A command that asks a server: connection, help with examples, output for people or programs. */
export function remoteCommand<Options = object>(context: Context, spec: RemoteCommand<Options>): Command {
  const { environment, connect } = context;
  const [name = '', ...wanted] = spec.name.split(' ');
  const command = new Command(name).description(spec.summary);
  for (const argument of wanted) command.argument(argument);
  for (const option of [...(spec.options ?? []), ...connectionOptions(environment)]) command.addOption(option);
  const more = spec.more === undefined ? '' : `\n${spec.more}\n`;
  command.addHelpText('after', `${more}\nExamples:\n  ${spec.examples.join('\n  ')}\n\n${CONNECTION_HELP}`);
  return command.action(async (...given: readonly unknown[]) => {
    // Commander gives the arguments, then the options, then the command.
    const args = given.slice(0, -2) as readonly string[];
    const options = given.at(-2) as Options & ConnectionOptions;
    const output = createOutput(environment, options.json === true);
    const api = await connect(environment, options, output.note);
    try {
      context.exitCode = (await spec.run({ api, environment, output }, args, options)) ?? 0;
    } finally {
      api.close();
    }
  });
}

/** A noun and what can be done with it. */
export function nounCommand(name: string, summary: string, commands: readonly Command[]): Command {
  const noun = new Command(name).description(summary).helpCommand(false);
  for (const command of commands) noun.addCommand(command);
  return noun;
}
