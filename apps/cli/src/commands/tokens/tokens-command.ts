import { createApiToken, deleteApiToken, listApiTokens, rightField } from '@holdover/api';
import { InvalidArgumentError, type Command } from 'commander';
import type { Context } from '../../context.ts';
import { option, typedOption } from '../../options.ts';
import { expiresOption } from '../../remote/expiry-option.ts';
import { findToken } from '../../remote/find.ts';
import { collect, firstItems } from '../../remote/list-options.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import { confirm } from '../../remote/session.ts';
import { timeText } from '../../text/words.ts';

type Right = (typeof rightField.options)[number];

interface TokenAddOptions {
  readonly right: readonly Right[];
  readonly expires?: string;
  readonly endless?: boolean;
}

/** `holdover tokens` and what belongs to it. */
export const tokensCommand = (context: Context): Command =>
  nounCommand('tokens', 'API tokens of programs', [
    tokenListCommand(context),
    tokenAddCommand(context),
    tokenRevokeCommand(context),
  ]);

const tokenListCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'list',
    summary: 'list API tokens, without the tokens themselves',
    examples: ['holdover tokens list'],
    run: async ({ api, output }) => {
      await output.rows(firstItems(api.pages(listApiTokens, {})), [
        { title: 'TOKEN', of: ({ name }) => name },
        {
          title: 'RIGHTS',
          of: ({ rights }) => (rights.length === rightField.options.length ? 'all' : rights.join(', ')),
        },
        { title: 'BY', of: ({ createdBy }) => createdBy },
        { title: 'LAST USED', of: ({ lastUsedAt }) => timeText(lastUsedAt), whole: true },
        { title: 'ENDS', of: ({ expiresAt }) => (expiresAt === null ? 'never' : timeText(expiresAt)), whole: true },
        { title: 'ID', of: ({ id }) => id, whole: true },
      ]);
    },
  });

const tokenAddCommand = (context: Context): Command =>
  remoteCommand<TokenAddOptions>(context, {
    name: 'add <name>',
    summary: 'make an API token; printed this once',
    options: [
      option('--right <right>', `what it may do; more than once for several: ${rightField.options.join(', ')}`)
        .argParser(readRight)
        .makeOptionMandatory(),
      expiresOption('when it ends'),
      option('--endless', 'it never ends, in the place of --expires'),
    ],
    examples: ['holdover tokens add "HR export" --right users:read --right users:write --expires 2027-06-30'],
    run: async ({ api, output }, [name = ''], { right, expires, endless }) => {
      if ((expires === undefined) !== (endless === true)) {
        output.note('Say when it ends with --expires 2027-06-30, or that it never does with --endless');
        return 2;
      }
      const made = await api.call(createApiToken, {
        body: { name, rights: [...new Set(right)], expiresAt: expires ?? null },
      });
      output.result(made, `Token ${made.name}, shown only now: ${made.token ?? '(shown before)'}`);
      return 0;
    },
  });

function readRight(text: string, before: readonly string[] | undefined): readonly string[] {
  if (rightField.safeParse(text).success) return collect(text, before);
  throw new InvalidArgumentError(`"${text}" is none of ${rightField.options.join(', ')}.`);
}

const tokenRevokeCommand = (context: Context): Command =>
  remoteCommand<{ readonly yes?: boolean }>(context, {
    name: 'revoke <token>',
    summary: 'revoke an API token, by name or id: programs that use it are refused at once',
    options: [typedOption('--yes', 'do not ask')],
    examples: ['holdover tokens revoke "HR export"'],
    run: async (session, [text = ''], { yes }) => {
      const { id, name, lastUsedAt } = await findToken(session.api, text);
      const used = lastUsedAt === null ? 'never used' : `last used ${timeText(lastUsedAt)}`;
      await confirm(session, `Revoke the token ${name} (${used})?`, yes);
      await session.api.call(deleteApiToken, { params: { id } });
      session.output.result({ id, name, revoked: true }, `${name} is revoked.`);
    },
  });
