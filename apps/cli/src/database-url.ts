import type { Command } from 'commander';

/**
 * Arguments are readable by everybody on the machine, so a URL with a password is taken from HOLDOVER_DATABASE_URL alone.
 * A URL that is none, or one with a password on the command line, is a usage error.
 */
export function checkedDatabaseUrl(command: Command, url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  // A Unix socket stands in the query (`postgres:///name?host=/folder`), so the host may be empty.
  const given = /^postgres(?:ql)?:\/\/(?:[^/?#@]*@)?/.exec(url)?.[0];
  if (given === undefined) command.error('error: --database-url must begin with postgres://');
  const hasPassword = /:\/\/[^@]*:[^@]*@/.test(given) || /[?&]password=/.test(url);
  if (hasPassword && command.getOptionValueSource('databaseUrl') === 'cli') {
    command.error('error: --database-url must not carry a password: use PGPASSFILE or HOLDOVER_DATABASE_URL');
  }
  return url;
}
