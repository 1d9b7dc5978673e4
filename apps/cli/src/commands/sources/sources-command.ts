import { listUserSources, synchronizeUserSource, testUserSource, type UserSource } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { findSource } from '../../remote/find.ts';
import { firstItems, onePage } from '../../remote/list-options.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import { finishImport } from '../users/finish-import.ts';
import { counted, countText, listText, timeText, yesNo } from '../../text/words.ts';

/** `holdover sources` and what belongs to it. */
export const sourcesCommand = (context: Context): Command =>
  nounCommand('sources', 'directories that users come from (LDAP, Active Directory)', [
    sourceListCommand(context),
    sourceTestCommand(context),
    sourceSynchronizeCommand(context),
  ]);

const lastOf = ({ lastImport }: UserSource): string =>
  lastImport === null ? 'never' : `${timeText(lastImport.startedAt)} ${lastImport.state}`;

const sourceListCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'list',
    summary: 'list user sources',
    examples: ['holdover sources list'],
    run: async ({ api, output }) => {
      const count = await output.rows(firstItems(api.pages(listUserSources, {})), [
        { title: 'SOURCE', of: ({ name }) => name },
        { title: 'URL', of: ({ url }) => url },
        { title: 'USERS', of: ({ users }) => countText(users), align: 'right', whole: true },
        { title: 'LAST', of: lastOf, whole: true },
        { title: 'NEXT', of: ({ nextAt }) => timeText(nextAt), whole: true },
        { title: 'ENABLED', of: ({ enabled }) => yesNo(enabled), whole: true },
      ]);
      if (!output.json) output.note(counted(count, 'user source'));
    },
  });

const sourceTestCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'test <source>',
    summary: 'try a user source step by step, and show the first people it would bring; changes nothing',
    examples: ['holdover sources test "Head office"'],
    run: async ({ api, output }, [text = '']) => {
      const { id } = await findSource(api, text);
      const tested = await api.call(testUserSource, { params: { id } });
      if (output.json) {
        output.result({ sourceId: id, ...tested }, '');
        return tested.ok ? 0 : 1;
      }
      await output.rows(onePage(tested.steps), [
        { title: 'STEP', of: ({ step }) => step },
        { title: 'OK', of: ({ ok }) => yesNo(ok), whole: true },
        { title: 'MS', of: ({ milliseconds }) => milliseconds, align: 'right', whole: true },
        { title: 'WHY NOT', of: ({ code, said }) => [code, said].filter((part) => part !== null).join(': ') },
      ]);
      if (tested.people.length > 0) output.note('\nThe first people:');
      await output.rows(onePage(tested.people), [
        { title: 'USER', of: ({ userName }) => userName },
        { title: 'NAME', of: ({ fullName }) => fullName },
        { title: 'E-MAIL', of: ({ email }) => email ?? '-' },
        { title: 'CARDS', of: ({ cards }) => cards, align: 'right', whole: true },
        { title: 'GROUPS', of: ({ groups }) => listText(groups) },
      ]);
      return tested.ok ? 0 : 1;
    },
  });

const sourceSynchronizeCommand = (context: Context): Command =>
  remoteCommand<{ readonly dryRun?: boolean }>(context, {
    name: 'synchronize <source>',
    summary: 'read a whole directory now, then add, change and disable users by it',
    options: [option('--dry-run', 'change nothing, and print what would be done')],
    more: 'Ctrl-C ends it at the server; nothing is applied before the whole directory was read.',
    examples: ['holdover sources synchronize "Head office" --dry-run', 'holdover sources synchronize "Head office"'],
    run: async (session, [text = ''], { dryRun }) => {
      const { id } = await findSource(session.api, text);
      const query = { dryRun: dryRun === true ? 'true' : 'false' } as const;
      return finishImport(session, await session.api.call(synchronizeUserSource, { params: { id }, query }), {});
    },
  });
