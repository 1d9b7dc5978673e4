import type { Environment } from './environment.ts';
import type { Connect } from './remote/connection.ts';

/** What every command is given. */
export interface Context {
  readonly environment: Environment;
  /** How a command reaches the server it works with. */
  readonly connect: Connect;
  /** Where a command leaves its exit code; 0 until then. */
  exitCode: number;
  /** The flag that moves a port a command listens at. */
  flagOf: (port: number) => string | undefined;
}

/** An action that answers with its exit code. */
export function runs<Options>(
  context: Context,
  action: (options: Options) => Promise<number>,
): (options: Options) => Promise<void> {
  return async (options) => {
    context.exitCode = await action(options);
  };
}
