import { deleteUser, userDeletion } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { typedOption } from '../../options.ts';
import { findUser } from '../../remote/find.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import { confirm } from '../../remote/session.ts';
import { counted } from '../../text/words.ts';

export const userDeleteCommand = (context: Context): Command =>
  remoteCommand<{ readonly yes?: boolean }>(context, {
    name: 'delete <user>',
    summary: 'delete a user with PINs, ID cards and held jobs; accounting stays',
    options: [typedOption('--yes', 'do not ask')],
    examples: ['holdover users delete ada', 'holdover users delete ada --yes'],
    run: async (session, [name = ''], { yes }) => {
      const { api, output } = session;
      const { id, userName } = await findUser(api, name);
      const gone = await api.call(userDeletion, { params: { id } });
      output.note(
        [
          `Deleting ${userName}`,
          `  takes away  ${counted(gone.jobs, 'held job')} with their documents, ${counted(gone.pins, 'PIN')}, ${counted(gone.cards, 'ID card')}`,
          `  keeps       ${counted(gone.sessions, 'session')} and ${counted(gone.activities, 'activity', 'activities')} in accounting`,
          gone.terminals === 0
            ? '  locks out   nowhere: no terminal holds credentials of theirs'
            : gone.terminalsAway === 0
              ? `  locks out   at ${counted(gone.terminals, 'terminal')} within seconds`
              : `  locks out   at ${counted(gone.terminals, 'terminal')}; ${counted(gone.terminalsAway, 'of them is', 'of them are')} away now and will forget them at the next contact`,
        ].join('\n'),
      );
      await confirm(session, `Delete ${userName}?`, yes);
      await api.call(deleteUser, { params: { id } });
      output.result({ id, userName, deleted: true, ...gone }, `${userName} is deleted.`);
    },
  });
