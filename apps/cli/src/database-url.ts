import { InvalidArgumentError, type Command } from 'commander';

/**
 * Arguments are readable by everybody on the machine, so a URL with a password is taken from HOLDOVER_DATABASE_URL alone.
 * @throws InvalidArgumentError for a URL that is none, or that carries a password on the command line
 */
export function checkedDatabaseUrl(command: Command, url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  // A Unix socket stands in the query (`postgres:///name?host=/folder`), so the host may be empty.
  const given = /^postgres(?:ql)?:\/\/(?:[^/?#@]*@)?/.exec(url)?.[0];
  if (given === undefined) throw new InvalidArgumentError('--database-url must begin with postgres://');
  const hasPassword = /:\/\/[^@]*:[^@]*@/.test(given) || /[?&]password=/.test(url);
  if (hasPassword && command.getOptionValueSource('databaseUrl') === 'cli') {
    throw new InvalidArgumentError('--database-url must not carry a password: use PGPASSFILE or HOLDOVER_DATABASE_URL');
  }
  return url;
}
