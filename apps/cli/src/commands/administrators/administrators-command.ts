import {
  createAdministrator,
  listAdministrators,
  patchAdministrator,
  putAdministratorPassword,
  roleField,
  type Role,
} from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option, typedOption } from '../../options.ts';
import { findAdministrator } from '../../remote/find.ts';
import { firstItems } from '../../remote/list-options.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import { confirm } from '../../remote/session.ts';
import { readNewPassword } from '../../secret-input.ts';
import { timeText, yesNo } from '../../text/words.ts';

/** `holdover administrators` and what belongs to it. */
export const administratorsCommand = (context: Context): Command =>
  nounCommand('administrators', 'who may use the console, as what', [
    administratorListCommand(context),
    administratorAddCommand(context),
    administratorDisableCommand(context),
    administratorPasswordCommand(context),
  ]);

const administratorListCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'list',
    summary: 'list administrators',
    examples: ['holdover administrators list'],
    run: async ({ api, output }) => {
      await output.rows(firstItems(api.pages(listAdministrators, {})), [
        { title: 'ADMINISTRATOR', of: ({ userName }) => userName },
        { title: 'ROLE', of: ({ role }) => role, whole: true },
        { title: 'LAST SIGN-IN', of: ({ lastSignInAt }) => timeText(lastSignInAt), whole: true },
        { title: 'SESSIONS', of: ({ sessions }) => sessions, align: 'right', whole: true },
        { title: 'LOCKED UNTIL', of: ({ lockedUntil }) => timeText(lockedUntil), whole: true },
        { title: 'ENABLED', of: ({ enabled }) => yesNo(enabled), whole: true },
      ]);
    },
  });

const administratorAddCommand = (context: Context): Command =>
  remoteCommand<{ readonly role: Role }>(context, {
    name: 'add <user-name>',
    summary: 'add an administrator; the password comes from a prompt, or the first line of standard input',
    options: [option('--role <role>', 'what they may do').choices(roleField.options).makeOptionMandatory()],
    more: 'administrator: everything · user-manager: users · device-manager: devices and settings · auditor: reads only',
    examples: ['holdover administrators add grace --role user-manager'],
    run: async ({ api, output, environment }, [userName = ''], { role }) => {
      const password = await readNewPassword(environment, `Password of ${userName}, 12 characters or more`);
      const made = await api.call(createAdministrator, { body: { userName, role, password } });
      output.result(made, `${made.userName} may sign in as ${made.role}.`);
    },
  });

const administratorDisableCommand = (context: Context): Command =>
  remoteCommand<{ readonly yes?: boolean }>(context, {
    name: 'disable <administrator>',
    summary: 'shut an administrator out; their sessions end at once',
    options: [typedOption('--yes', 'do not ask')],
    examples: ['holdover administrators disable grace'],
    run: async (session, [text = ''], { yes }) => {
      const { id, userName, sessions } = await findAdministrator(session.api, text);
      await confirm(session, `Disable ${userName}${sessions > 0 ? ', who is signed in now' : ''}?`, yes);
      const changed = await session.api.call(patchAdministrator, { params: { id }, body: { enabled: false } });
      session.output.result(changed, `${userName} cannot sign in any more.`);
    },
  });

const administratorPasswordCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'password <administrator>',
    summary: 'give an administrator another password: from a prompt, or the first line of standard input',
    more: 'Their sessions end, and so does a lock-out.',
    examples: ['holdover administrators password grace'],
    run: async ({ api, output, environment }, [text = '']) => {
      const { id, userName } = await findAdministrator(api, text);
      const password = await readNewPassword(environment, `New password of ${userName}, 12 characters or more`);
      await api.call(putAdministratorPassword, { params: { id }, body: { password } });
      output.result({ id, userName, changed: true }, `${userName} has another password.`);
    },
  });
