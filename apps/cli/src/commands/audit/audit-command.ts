import { pipeline } from 'node:stream/promises';
import { exportAudit, listAudit, verifyAudit, type AuditEntry } from '@holdover/api';
import type { Command, Option } from 'commander';
import type { Context } from '../../context.ts';
import { writeReport } from '../../file-fault.ts';
import { option } from '../../options.ts';
import { readTime } from '../../remote/expiry-option.ts';
import { limitOption, pageQuery, printList, searchOption, type ListOptions } from '../../remote/list-options.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import type { Column } from '../../text/table.ts';
import { visibleLines } from '../../text/visible.ts';
import { counted, timeText } from '../../text/words.ts';

interface AuditFilter {
  readonly search?: string;
  readonly action?: string;
  readonly actor?: string;
  readonly target?: string;
  readonly from?: string;
  readonly until?: string;
}

/** `holdover audit` and what belongs to it. */
export const auditCommand = (context: Context): Command =>
  nounCommand('audit', 'who changed what, and when', [
    auditListCommand(context),
    auditExportCommand(context),
    auditVerifyCommand(context),
  ]);

const filterOptions = (): readonly Option[] => [
  searchOption('those that have this'),
  option('--action <action>', 'as in user.created; user. for all that begin so'),
  option('--actor <id>', 'changes by this administrator, token or terminal'),
  option('--target <id>', 'changes of this user, device, …'),
  option('--from <time>', 'from this time on, as in 2026-11-01T00:00:00Z').argParser(readTime),
  option('--until <time>', 'before this time; a date counts to its end').argParser(readTime),
];

function filterOf({ search, action, actor, target, from, until }: AuditFilter) {
  return {
    ...(search === undefined ? {} : { q: search }),
    ...(action === undefined ? {} : { action }),
    ...(actor === undefined ? {} : { actor }),
    ...(target === undefined ? {} : { target }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

const COLUMNS: readonly Column<AuditEntry>[] = [
  { title: 'NO', of: ({ sequence }) => sequence, align: 'right', whole: true },
  { title: 'AT', of: ({ at }) => timeText(at), whole: true },
  { title: 'BY', of: ({ actor }) => actor.name },
  { title: 'ACTION', of: ({ action }) => action },
  { title: 'OF', of: ({ target }) => target.name ?? target.id ?? target.kind },
];

const LIST_DEFAULT = 50;

const auditListCommand = (context: Context): Command =>
  remoteCommand<AuditFilter & ListOptions>(context, {
    name: 'list',
    summary: 'list changes, newest first; --json has what was before and after',
    options: [...filterOptions(), limitOption().default(LIST_DEFAULT)],
    examples: ['holdover audit list --action user. --from 2026-11-01', 'holdover audit list --limit 1 --json'],
    run: async ({ api, output }, _args, options) => {
      const query = { ...pageQuery(options), ...filterOf(options) };
      const list = { columns: COLUMNS, limit: options.limit, noun: ['entry', 'entries'] } as const;
      await printList(output, api.pages(listAudit, { query }), list);
    },
  });

const auditExportCommand = (context: Context): Command =>
  remoteCommand<AuditFilter & { readonly out?: string }>(context, {
    name: 'export',
    summary: 'write changes as CSV, oldest first, to standard output or a file',
    options: [...filterOptions(), option('--out <file>', 'write there, readable by you alone', 'HOLDOVER_AUDIT_OUT')],
    examples: ['holdover audit export --from 2026-11-01 --out november.csv'],
    run: async ({ api, output, environment }, _args, options) => {
      const report = api.download(exportAudit, { query: filterOf(options) });
      if (options.out === undefined) {
        await pipeline(environment.stdout.isTTY === true ? shown(report) : report, environment.stdout, { end: false });
        return;
      }
      await writeReport(options.out, report);
      output.result({ file: options.out }, `Written to ${options.out}.`);
    },
  });

/** Names in it must not steer the terminal it is looked at in. */
async function* shown(report: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const part of report) yield visibleLines(decoder.decode(part, { stream: true }).replaceAll('\r\n', '\n'));
}

const auditVerifyCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'verify',
    summary: 'compute the whole chain of the audit log again',
    more: 'A changed, removed or added entry shows. Write the last hash down elsewhere: it shows a log cut off at its end.\nExit code 1 when the chain is broken.',
    examples: ['holdover audit verify'],
    run: async ({ api, output }) => {
      const verified = await api.call(verifyAudit, {});
      const { holds, entries, firstBreak, lastHash } = verified;
      const words = holds
        ? `The chain of ${counted(entries, 'entry', 'entries')} holds. Last hash: ${lastHash ?? '-'}`
        : `The chain is broken at entry ${firstBreak ?? '?'} of ${entries}: somebody changed the log. Keep a copy of the database and ask who.`;
      output.result(verified, words);
      return holds ? 0 : 1;
    },
  });
