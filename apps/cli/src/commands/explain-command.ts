import { explainOfflineLogin } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { findDevice, findUser } from '../remote/find.ts';
import { remoteCommand } from '../remote/remote-command.ts';
import { timeText } from '../text/words.ts';

export const explainCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'explain <user> <device>',
    summary: 'why a person can, or cannot, log in at a device offline now, and what would change it',
    more: 'Exit code 0 when they can, 1 when they cannot.',
    examples: ['holdover explain ada "2nd floor"'],
    run: async ({ api, output }, [userText = '', deviceText = '']) => {
      const user = await findUser(api, userText);
      const device = await findDevice(api, deviceText);
      const explained = await api.call(explainOfflineLogin, { params: { id: device.id, userId: user.id } });
      const ways = explained.ways.map(({ method, validUntil }) => `  ${method} until ${timeText(validUntil)}`);
      const { detail, change, acknowledgedAt } = explained;
      const asOf =
        acknowledgedAt === null ? [] : [`As of ${timeText(acknowledgedAt)}, when the terminal last confirmed.`];
      output.result(
        { userName: user.userName, deviceName: device.name, ...explained },
        [detail, ...ways, ...(change === null ? [] : [change]), ...asOf].join('\n'),
      );
      return explained.can ? 0 : 1;
    },
  });
