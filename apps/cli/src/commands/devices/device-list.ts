import { deviceLinkField, listDevices, type Device } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { findDevice } from '../../remote/find.ts';
import { limitOption, pageQuery, printList, searchOption, type ListOptions } from '../../remote/list-options.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import type { Column } from '../../text/table.ts';
import { counted, countText, timeText, yesNo } from '../../text/words.ts';

interface DeviceListOptions extends ListOptions {
  readonly link?: 'none' | 'online' | 'degraded' | 'away';
}

const LINK = { none: 'not enrolled', online: 'online', degraded: 'degraded', away: 'away' } as const;
const linkOf = ({ terminal }: Device): string => LINK[terminal?.link ?? 'none'];

const COLUMNS: readonly Column<Device>[] = [
  { title: 'DEVICE', of: ({ name }) => name },
  { title: 'MODEL', of: ({ model }) => model, whole: true },
  { title: 'LINK', of: (device) => (device.active ? linkOf(device) : 'deactivated'), whole: true },
  { title: 'LAST CONTACT', of: ({ terminal }) => timeText(terminal?.lastContactAt ?? null), whole: true },
  { title: 'NEW SETTINGS', of: (device) => settingsOf(device) },
  { title: 'ADDRESS', of: ({ address }) => address ?? '-' },
];

export const deviceListCommand = (context: Context): Command =>
  remoteCommand<DeviceListOptions>(context, {
    name: 'list',
    summary: 'list devices with the state of their terminals',
    options: [
      searchOption('those whose name or address has this'),
      option('--link <link>', 'those of this state').choices(deviceLinkField.options),
      limitOption(),
    ],
    examples: ['holdover devices list', 'holdover devices list --link away --json'],
    run: async ({ api, output }, _args, options) => {
      const query = { ...pageQuery(options), ...(options.link === undefined ? {} : { link: options.link }) };
      const list = { columns: COLUMNS, limit: options.limit, noun: ['device'] } as const;
      await printList(output, api.pages(listDevices, { query }), list);
    },
  });

export const deviceShowCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'show <device>',
    summary: 'show a device: by name or id',
    examples: ['holdover devices show "2nd floor"'],
    run: async ({ api, output }, [name = '']) => {
      const device = await findDevice(api, name);
      const { terminal, printer } = device;
      output.fields(device, [
        ['Device', device.name],
        ['Model', device.model],
        ['Offline login', device.offlineLogin ? 'yes' : 'no: this model has none (A3)'],
        ['Active', yesNo(device.active)],
        ['Address', device.address ?? '-'],
        ['Link', linkOf(device)],
        ...(terminal === null
          ? []
          : ([
              ['Terminal', `${terminal.id}, version ${terminal.version}`],
              ['Key protector', terminal.keyProtector],
              ['Last contact', timeText(terminal.lastContactAt)],
              ['New settings', settingsOf(device)],
              ['Journal', `${counted(terminal.journalBacklog, 'record')} to come`],
              ['Guess risk', riskOf(terminal)],
            ] as const)),
        ['Printer', printer === null ? 'not reported yet' : `${printer.makeAndModel}, ${printer.uri}`],
        ['Id', device.id],
      ]);
    },
  });

function settingsOf({ terminal }: Device): string {
  if (terminal === null) return '-';
  const { revisionApplied, revisionDesired } = terminal;
  return revisionApplied >= revisionDesired
    ? 'applied'
    : `waits (${countText(revisionApplied)} of ${countText(revisionDesired)})`;
}

function riskOf({ guessRisk }: NonNullable<Device['terminal']>): string {
  if (guessRisk === null) return 'none: a PIN alone opens nothing';
  const percent = `${(100 * guessRisk.aDay).toPrecision(2)} % a day`;
  return guessRisk.warns ? `${percent}: too much, see console › Settings › Offline Login (H5)` : percent;
}
