import { listOutages, type Outage } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { option } from '../options.ts';
import { readTime } from '../remote/expiry-option.ts';
import { findDevice } from '../remote/find.ts';
import { limitOption, pageQuery, printList, type ListOptions } from '../remote/list-options.ts';
import { remoteCommand } from '../remote/remote-command.ts';
import type { Column } from '../text/table.ts';
import { timeText } from '../text/words.ts';

interface OutagesOptions extends ListOptions {
  readonly device?: string;
  readonly from?: string;
  readonly until?: string;
}

const COLUMNS: readonly Column<Outage>[] = [
  { title: 'DEVICE', of: ({ deviceName }) => deviceName },
  { title: 'FROM', of: ({ from }) => timeText(from), whole: true },
  { title: 'UNTIL', of: ({ until }) => (until === null ? 'lasts' : timeText(until)), whole: true },
];

const LIST_DEFAULT = 50;

export const outagesCommand = (context: Context): Command =>
  remoteCommand<OutagesOptions>(context, {
    name: 'outages',
    summary: 'when terminals had no link to the server: those that last, then newest first',
    options: [
      option('--device <device>', 'of this device, by name or id'),
      option('--from <time>', 'those that last or ended after this, as in 2026-11-01T00:00:00Z').argParser(readTime),
      option('--until <time>', 'those that began before this; a date counts to its end').argParser(readTime),
      limitOption().default(LIST_DEFAULT),
    ],
    examples: ['holdover outages', 'holdover outages --device "2nd floor" --from 2026-11-01T00:00:00Z'],
    run: async ({ api, output }, _args, { device, from, until, ...options }) => {
      const query = {
        ...pageQuery(options),
        ...(device === undefined ? {} : { deviceId: (await findDevice(api, device)).id }),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      };
      const list = { columns: COLUMNS, limit: options.limit, noun: ['outage'] } as const;
      await printList(output, api.pages(listOutages, { query }), list);
    },
  });
