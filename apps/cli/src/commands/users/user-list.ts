import { listCards, listGroups, listPins, listUsers, userOfflineDevices, type User } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { findGroup, findUser } from '../../remote/find.ts';
import {
  limitOption,
  onePage,
  pageQuery,
  printList,
  searchOption,
  type ListOptions,
} from '../../remote/list-options.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import type { Session } from '../../remote/session.ts';
import type { Column } from '../../text/table.ts';
import { listText, timeText, yesNo } from '../../text/words.ts';

interface UserListOptions extends ListOptions {
  readonly group?: string;
  readonly enabled?: 'yes' | 'no';
}

const COLUMNS: readonly Column<User>[] = [
  { title: 'USER', of: ({ userName }) => userName },
  { title: 'NAME', of: ({ fullName }) => fullName },
  { title: 'E-MAIL', of: ({ email }) => email ?? '-' },
  { title: 'PINS', of: ({ pins }) => pins, align: 'right', whole: true },
  { title: 'CARDS', of: ({ cards }) => cards, align: 'right', whole: true },
  { title: 'ENABLED', of: ({ enabled }) => yesNo(enabled), whole: true },
];

export const userListCommand = (context: Context): Command =>
  remoteCommand<UserListOptions>(context, {
    name: 'list',
    summary: 'list users',
    options: [
      searchOption('those whose user name, full name or e-mail has this'),
      option('--group <group>', 'those in this group'),
      option('--enabled <yes|no>', 'only those, or only the others').choices(['yes', 'no']),
      limitOption(),
    ],
    examples: ['holdover users list --search miller', 'holdover users list --enabled no --json'],
    run: async ({ api, output }, _args, options) => {
      const group = options.group === undefined ? undefined : (await findGroup(api, options.group)).id;
      const query = {
        ...pageQuery(options),
        ...(group === undefined ? {} : { group }),
        ...(options.enabled === undefined ? {} : ({ enabled: options.enabled === 'yes' ? 'true' : 'false' } as const)),
      };
      const list = { columns: COLUMNS, limit: options.limit, noun: ['user'] } as const;
      await printList(output, api.pages(listUsers, { query }), list);
    },
  });

export const userShowCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'show <user>',
    summary: 'show a user: by user name, full name or id',
    examples: ['holdover users show ada', 'holdover users show "Ada Lovelace" --json'],
    run: async (session, [name = '']) => showUser(session, await findUser(session.api, name)),
  });

async function showUser({ api, output }: Session, user: User): Promise<void> {
  const params = { id: user.id };
  const [pins, cards] = await Promise.all([api.call(listPins, { params }), api.call(listCards, { params })]);
  const groups: string[] = [];
  if (user.groups.length > 0) {
    for await (const { id, name } of api.items(listGroups, {})) if (user.groups.includes(id)) groups.push(name);
  }
  const end = (expiresAt: string | null): string => (expiresAt === null ? '' : ` until ${timeText(expiresAt)}`);
  output.fields({ ...user, pins: pins.items, cards: cards.items }, [
    ['User name', user.userName],
    ['Full name', user.fullName],
    ['E-mail', user.email ?? '-'],
    ['Language', user.language ?? 'as the device, in e-mails as the organisation'],
    ['Enabled', yesNo(user.enabled)],
    ['Colour', yesNo(user.color)],
    ['Groups', listText(groups)],
    ['PINs', listText(pins.items.map(({ id, length, expiresAt }) => `${id} (${length} digits${end(expiresAt)})`))],
    [
      'ID cards',
      listText(
        cards.items.map(({ id, ending, expiresAt }) => `${id} (…${ending === '' ? '?' : ending}${end(expiresAt)})`),
      ),
    ],
    ['Password', { none: 'none', local: 'at this server', source: 'at their directory' }[user.password]],
    ['Comes from', user.sourceId ?? 'this server'],
    ['Since', timeText(user.createdAt)],
    ['Id', user.id],
  ]);
}

export const userOfflineDevicesCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'offline-devices <user>',
    summary: 'where a user could log in now if the server could not be reached',
    examples: ['holdover users offline-devices ada'],
    run: async ({ api, output }, [name = '']) => {
      const user = await findUser(api, name);
      const { items } = await api.call(userOfflineDevices, { params: { id: user.id } });
      await output.rows(onePage(items), [
        { title: 'DEVICE', of: ({ deviceName }) => deviceName },
        { title: 'METHODS', of: ({ methods }) => methods.join(', ') },
        { title: 'UNTIL', of: ({ validUntil }) => timeText(validUntil), whole: true },
        { title: 'FROM', of: ({ source }) => (source === 'sync' ? 'synchronization' : 'online login') },
      ]);
      if (items.length > 0 || output.json) return;
      output.note(`${user.userName} could log in nowhere. "holdover explain ${user.userName} DEVICE" says why.`);
    },
  });
