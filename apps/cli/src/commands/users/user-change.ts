import { createUser, getUser, patchUser, type NewUser, type User, type UserPatch } from '@holdover/api';
import type { Command, Option } from 'commander';
import type { GroupId } from '@holdover/kernel';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { findGroup, findUser } from '../../remote/find.ts';
import { collect } from '../../remote/list-options.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import type { Session } from '../../remote/session.ts';

interface UserFields {
  readonly fullName?: string;
  readonly email?: string;
  readonly language?: 'en' | 'de' | 'none';
  readonly color?: 'yes' | 'no';
  readonly group?: readonly string[];
}

const fieldOptions = (): readonly Option[] => [
  option('--full-name <name>', 'as people read it'),
  option('--email <address>', 'where scans go; empty for none'),
  option('--language <language>', 'of panel and e-mails; none: as the device, in e-mails as the organisation').choices([
    'en',
    'de',
    'none',
  ]),
  option('--color <yes|no>', 'whether they may print and copy in colour').choices(['yes', 'no']),
  option('--group <group>', 'put into this group; more than once for several', 'HOLDOVER_PUT_INTO_GROUP').argParser(
    collect,
  ),
];

export const userAddCommand = (context: Context): Command =>
  remoteCommand<UserFields>(context, {
    name: 'add <user-name>',
    summary: 'add a user; PINs and ID cards are given afterwards',
    options: fieldOptions(),
    examples: [
      'holdover users add ada --full-name "Ada Lovelace" --email ada@example.org --group Research',
      'holdover users pins add ada',
    ],
    run: async (session, [userName = ''], options) => {
      const body: NewUser = { userName, ...(await fieldsOf(session, options)) };
      const user = await session.api.call(createUser, { body });
      session.output.result(user, `${user.userName} is added. A PIN: holdover users pins add ${user.userName}`);
    },
  });

export const userChangeCommand = (context: Context): Command =>
  remoteCommand<UserFields & { readonly userName?: string }>(context, {
    name: 'change <user>',
    summary: 'change what is known of a user',
    options: [option('--user-name <name>', 'another user name'), ...fieldOptions()],
    more: 'Refused when somebody else changed the user in the same moment: then have a look, and do it again.',
    examples: ['holdover users change ada --email ada@example.org', 'holdover users change ada --color no'],
    run: async (session, [name = ''], options) => {
      const { api, output } = session;
      const found = await findUser(api, name);
      const params = { id: found.id };
      const { etag, value } = await api.exchange(getUser, { params });
      const fields = await fieldsOf(session, options, value);
      const body: UserPatch = { ...fields, ...(options.userName === undefined ? {} : { userName: options.userName }) };
      if (Object.keys(body).length === 0) {
        output.note(
          'Nothing to change: say what with --full-name, --email, --language, --color, --group or --user-name',
        );
        return 2;
      }
      const user = await api.call(patchUser, { params, body, ...(etag === null ? {} : { ifMatch: etag }) });
      output.result(user, `${user.userName} is changed.`);
      return 0;
    },
  });

/** Groups are added to those there are. */
async function fieldsOf({ api }: Session, options: UserFields, user?: User) {
  const { fullName, email, language, color, group } = options;
  const groups: GroupId[] = [];
  for (const name of group ?? []) groups.push((await findGroup(api, name)).id);
  return {
    ...(fullName === undefined ? {} : { fullName }),
    ...(email === undefined ? {} : { email: email === '' ? null : email }),
    ...(language === undefined ? {} : { language: language === 'none' ? null : language }),
    ...(color === undefined ? {} : { color: color === 'yes' }),
    ...(groups.length === 0 ? {} : { groups: [...new Set([...(user?.groups ?? []), ...groups])] }),
  };
}
