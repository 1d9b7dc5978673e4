import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { importErrors, listImportEffects, type UserImport } from '@holdover/api';
import { firstItems } from '../../remote/list-options.ts';
import type { Session } from '../../remote/session.ts';
import { watchImport } from '../../remote/watch-import.ts';
import { EXIT_INTERRUPTED } from '../../serve-until-signal.ts';
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
    session.output.result(ended, outcomeOf(ended));
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
    await pipeline(report, createWriteStream(file, { mode: 0o600 }));
    output.note(`${counted(failed, 'row')} failed: see ${file}`);
    return;
  }
  const parts: Uint8Array[] = [];
  for await (const part of report) parts.push(part);
  const lines = Buffer.concat(parts).toString('utf8').trimEnd().split(/\r?\n/);
  output.note(lines.slice(0, ERRORS_SHOWN + 1).join('\n'));
  if (lines.length > ERRORS_SHOWN + 1)
    output.note(`… ${counted(failed, 'row')} failed: --errors FILE writes all of them`);
}

function outcomeOf(ended: UserImport): string {
  const { state, dryRun, added, changed, deactivated, failed, rows, reason } = ended;
  const numbers = `${countText(added)} added, ${countText(changed)} changed, ${countText(deactivated)} deactivated, ${countText(failed)} failed, of ${counted(rows, 'row')}`;
  switch (state) {
    case 'cancelled':
      return `Cancelled. What was applied before stays: ${numbers}. The same file again goes on from there.`;
    case 'failed':
      return `Nothing more was imported (${reason ?? 'unknown'}): ${numbers}.`;
    case 'running':
    case 'done':
      return dryRun ? `Nothing was changed. It would be: ${numbers}.` : `Done: ${numbers}.`;
  }
}
