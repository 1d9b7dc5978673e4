import { leftOutUsers, offlineUsers, type OfflineUser } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { findDevice } from '../../remote/find.ts';
import { firstItems, limitOption, pageQuery, searchOption, type ListOptions } from '../../remote/list-options.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import type { Column } from '../../text/table.ts';
import { counted, timeText } from '../../text/words.ts';
import { whyNobodyThere } from './why-nobody-there.ts';

const COLUMNS: readonly Column<OfflineUser>[] = [
  { title: 'USER', of: ({ userName }) => userName },
  { title: 'NAME', of: ({ fullName }) => fullName },
  { title: 'METHODS', of: ({ methods }) => methods.join(', ') },
  { title: 'UNTIL', of: ({ validUntil }) => timeText(validUntil), whole: true },
  { title: 'FROM', of: ({ source }) => (source === 'sync' ? 'synchronization' : 'online login') },
];

/** Of `nobodyReason`. */
const NOBODY = {
  'model-without-offline-login': 'devices of this model have no offline login (A3), and nothing changes that',
  'offline-login-off':
    'Offline Login is switched off. Switch it on: console › Settings › Printers & Terminals › Offline Login',
  'no-offline-method': 'its profile has no method that works offline (A2). Add PIN, ID card, or ID card and PIN to it',
  'key-protector-too-weak':
    'its profile asks for a TPM 2, which its terminal does not have. Allow ID card and PIN alone in the profile, or give the terminal one',
  'not-enrolled': 'no terminal is enrolled: holdover devices enrol DEVICE',
  'never-synchronized': 'its terminal has never confirmed a synchronization: is it running and connected?',
  'device-inactive': 'the device is deactivated. Activate it in the console › Devices',
} as const;

export const deviceReadinessCommand = (context: Context): Command =>
  remoteCommand<ListOptions>(context, {
    name: 'readiness <device>',
    summary: 'who could log in there now if the server could not be reached, until when, and who is left out (H1)',
    options: [searchOption('those whose user name or full name has this'), limitOption()],
    more: 'From what the terminal has acknowledged, not from what was meant. --json prints a line of the whole, then one a user.',
    examples: ['holdover devices readiness "2nd floor"', 'holdover explain ada "2nd floor"'],
    run: async ({ api, output }, [text = ''], options) => {
      const { id, name } = await findDevice(api, text);
      const params = { id };
      const first = await api.call(offlineUsers, { params, query: { limit: 1 } });
      const { acknowledgedAt, reason, leftOut } = first;
      const whole = { deviceId: id, deviceName: name, acknowledgedAt, reason, leftOut: leftOut.count };
      const asOf =
        acknowledgedAt === null ? 'Its terminal never confirmed anything' : `As of ${timeText(acknowledgedAt)}`;
      if (output.json) output.result(whole, '');
      else output.result({}, `${name}. ${asOf}.${reason === null ? '' : ` Nobody could log in: ${NOBODY[reason]}.`}`);
      const pages = api.pages(offlineUsers, { params, query: pageQuery(options) });
      const count = await output.rows(firstItems(pages, options.limit), COLUMNS);
      if (output.json) return;
      output.note(`${counted(count, 'user')} could log in there now.`);
      if (count === 0 && reason === null && options.search === undefined) {
        output.result({}, await whyNobodyThere(api, { id, name }, leftOut.count));
      }
      if (leftOut.count === 0) return;
      output.result({}, `\nAssigned and left out for want of places (B2): ${counted(leftOut.count, 'user')}`);
      const left = api.pages(leftOutUsers, { params, query: { limit: options.limit ?? 1_000 } });
      await output.rows(firstItems(left, options.limit), [
        { title: 'USER', of: ({ userName }) => userName },
        { title: 'COULD STILL UNTIL', of: ({ validUntil }) => timeText(validUntil), whole: true },
      ]);
    },
  });
