import {
  ApiFault,
  importErrors,
  listImportEffects,
  listImportLog,
  type ImportLogLine,
  type UserImport,
} from '@holdover/api';
import { writeReport } from '../../file-fault.ts';
import { firstItems } from '../../remote/list-options.ts';
import type { Session } from '../../remote/session.ts';
import { watchImport } from '../../remote/watch-import.ts';
import { EXIT_INTERRUPTED } from '../../serve-until-signal.ts';
import { importWords } from '../../text/import-words.ts';
import { createProgressBar, type ProgressBar } from '../../text/progress-bar.ts';
import { counted, countText } from '../../text/words.ts';

/** Shows an import to its end, of a file or of a directory. @returns the exit code: 1 when rows failed, 130 after Ctrl-C */
export async function finishImport(
  session: Session,
  started: UserImport,
  { errors }: { readonly errors?: string },
): Promise<number> {
  const bar = createProgressBar(session.environment);
  try {
    const { ended, interrupted } = await watchImport(session.api, started, (now) => show(bar, now));
    bar.clear();
    if (ended.dryRun) await printPreview(session, ended);
    if (ended.failed > 0) await printErrors(session, ended, errors);
    session.output.result(ended, await outcomeOf(session, ended));
    if (interrupted) return EXIT_INTERRUPTED;
    return ended.state === 'done' && ended.failed === 0 ? 0 : 1;
  } finally {
    bar.clear();
  }
}

function show(bar: ProgressBar, { stage, rows, rowsDone, failed }: UserImport): void {
  const bad = failed === 0 ? '' : `, ${countText(failed)} bad`;
  const isCounted = stage === 'comparing' || stage === 'applying';
  const share = isCounted && rows > 0 ? rowsDone / rows : undefined;
  bar.show(
    `${stage ?? 'ending'}: ${isCounted ? `${countText(rowsDone)} of ` : ''}${counted(rows, 'row')}${bad}`,
    share,
  );
}

const PREVIEW_MOST = 20;

async function printPreview({ api, output }: Session, { id }: UserImport): Promise<void> {
  const limit = output.json ? undefined : PREVIEW_MOST;
  const effects = api.pages(listImportEffects, { params: { id }, query: { limit: limit ?? 1_000 } });
  const shown = await output.rows(firstItems(effects, limit), [
    { title: 'LINE', of: ({ line }) => line ?? '-', align: 'right', whole: true },
    { title: 'WOULD', of: ({ action }) => action, whole: true },
    { title: 'USER', of: ({ userName }) => userName },
    { title: 'FIELDS', of: ({ fields }) => fields.join(', ') },
  ]);
  if (shown === limit) output.note(`The first ${PREVIEW_MOST}; --json prints all.`);
}

const ERRORS_SHOWN = 10;

async function printErrors(
  { api, output }: Session,
  { id, failed }: UserImport,
  file: string | undefined,
): Promise<void> {
  const report = api.download(importErrors, { params: { id } });
  if (file !== undefined) {
    await writeReport(file, report);
    output.note(`${counted(failed, 'row')} failed: see ${file}`);
    return;
  }
  const parts: Uint8Array[] = [];
  for await (const part of report) parts.push(part);
  const [, ...lines] = Buffer.concat(parts).toString('utf8').trimEnd().split(/\r?\n/);
  const { reason } = await importWords();
  for (const text of lines.slice(0, ERRORS_SHOWN)) {
    const [line = '', column = '', code = ''] = text.split(',');
    output.note(`Line ${line}${column === '' ? '' : `, ${column}`}: ${reason(code)}`);
  }
  if (lines.length > ERRORS_SHOWN) output.note(`… ${counted(failed, 'row')} failed: --errors FILE writes all of them`);
}

async function outcomeOf(session: Session, ended: UserImport): Promise<string> {
  const { state, dryRun, added, changed, deactivated, failed, rows } = ended;
  const applied = `${countText(added)} added, ${countText(changed)} changed, ${countText(deactivated)} deactivated`;
  const numbers = `${applied}, ${countText(failed)} failed, of ${counted(rows, 'row')}`;
  const stands = !dryRun && added + changed + deactivated > 0;
  switch (state) {
    case 'cancelled':
      if (dryRun) return 'Cancelled. Nothing was changed: it was only tried.';
      return stands
        ? `Cancelled. What was applied before stays: ${numbers}. ${againOf(ended)}`
        : `Cancelled before anything was applied: nothing was changed. ${againOf(ended)}`;
    case 'failed': {
      const why = await whyFailed(session, ended);
      return stands
        ? `Failed, and what was applied before stays: ${numbers}. ${againOf(ended)} The reason: ${why}`
        : `Nothing was imported: ${why}`;
    }
    case 'running':
    case 'done':
      return dryRun ? `Nothing was changed. It would be: ${numbers}.` : `Done: ${numbers}.`;
  }
}

function againOf({ sourceId }: UserImport): string {
  const what = sourceId === null ? 'The same file again' : 'Synchronizing again';
  return `${what} brings what is not there yet.`;
}

/** By the errors of its log, which may name more than the code; by the code where there is none, or none may be read. */
async function whyFailed({ api }: Session, { id, reason }: UserImport): Promise<string> {
  const words = await importWords();
  const lines: ImportLogLine[] = [];
  try {
    for await (const line of api.items(listImportLog, { params: { id } })) lines.push(line);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
  }
  return words.failure(lines) || words.reason(reason ?? 'unknown');
}
