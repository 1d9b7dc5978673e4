import { getOverview, type LinkCounts, type Overview } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { remoteCommand } from '../remote/remote-command.ts';
import { counted, countText, timeText } from '../text/words.ts';

export const overviewCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'overview',
    summary: 'the fleet at a glance',
    examples: ['holdover overview', 'holdover overview --json'],
    run: async ({ api, output }) => {
      const seen = await api.call(getOverview, {});
      output.fields(seen, [
        ['Devices', `${countText(seen.devices.total)}: ${linksText(seen.devices)}`],
        ['Users', `${countText(seen.users.total)}, ${countText(seen.users.enabled)} of them enabled`],
        ['New settings', `applied by ${countText(seen.rollout.applied)} of ${counted(seen.rollout.total, 'terminal')}`],
        ['Journal', journalText(seen.journal)],
        ['Ending caches', cachesText(seen.endingCaches)],
        ['Alerts', seen.standingAlerts === 0 ? 'none' : countText(seen.standingAlerts)],
        ...(seen.openReview === null ? [] : ([['Review', counted(seen.openReview, 'open item')]] as const)),
        ...seen.groups.map(({ name, devices }) => [`  ${name || 'In no group'}`, linksText(devices)] as const),
      ]);
    },
  });

const LINKS = [
  ['online', 'online'],
  ['degraded', 'degraded'],
  ['away', 'away'],
  ['none', 'not enrolled'],
  ['inactive', 'deactivated'],
] as const;

function linksText(counts: LinkCounts): string {
  const there = LINKS.filter(([link]) => counts[link] > 0);
  return there.length === 0 ? 'none' : there.map(([link, word]) => `${countText(counts[link])} ${word}`).join(', ');
}

function journalText({ backlog, terminals }: Overview['journal']): string {
  return backlog === 0
    ? 'nothing waits'
    : `${counted(backlog, 'record')} to come from ${counted(terminals, 'terminal')}`;
}

/** The first of them, and when. */
function cachesText({ count, items }: Overview['endingCaches']): string {
  const [first] = items;
  return first === undefined
    ? 'none'
    : `${countText(count)}, first ${first.deviceName} at ${timeText(first.validUntil)}`;
}
