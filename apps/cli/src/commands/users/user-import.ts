import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { importUsers, type UserImport } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { checkWritable, unreadable } from '../../file-fault.ts';
import { option } from '../../options.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import type { Session } from '../../remote/session.ts';
import { createProgressBar } from '../../text/progress-bar.ts';
import { finishImport } from './finish-import.ts';

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly deactivateMissing?: boolean;
  readonly errors?: string;
}

const CSV_HELP = `FILE is CSV (; or , between fields, UTF-8) with the header
  USERNAME,FULLNAME,EMAIL,PINS,CARDS,GROUPS,LANGUAGE,ENABLED
Users are paired by user name; an empty field leaves as it is; several PINs, cards or groups are parted by |.
A bad row is left out and reported, the rest goes on. Ctrl-C asks the server to cancel, and says what stands. Nothing is applied
before all is read and compared, which takes a slow hash for each PIN and each card that is new: in the order of 0.1 to
0.5 s of one processor each. A dry run costs the same.`;

export const userImportCommand = (context: Context): Command =>
  remoteCommand<ImportOptions>(context, {
    name: 'import <file>',
    summary: 'add and change users by a CSV file',
    options: [
      option('--dry-run', 'change nothing, and print what would be done'),
      option('--deactivate-missing', 'disable users of this server whom the file does not name'),
      option('--errors <file>', 'write the rows that failed there: LINE,COLUMN,REASON'),
    ],
    more: CSV_HELP,
    examples: ['holdover users import people.csv --dry-run', 'holdover users import people.csv --errors bad-rows.csv'],
    run: async (session, [file = ''], options) => finishImport(session, await upload(session, file, options), options),
  });

async function upload({ api, environment }: Session, file: string, options: ImportOptions): Promise<UserImport> {
  const found = await stat(file).catch((cause: unknown) => {
    throw unreadable('the users', file, cause);
  });
  const { size } = found;
  if (found.isDirectory()) {
    throw new Fault({ owner: 'caller', code: 'file-unreadable', message: `${file} is a folder, not a file` });
  }
  // Before the work that would be reported there.
  if (options.errors !== undefined) await checkWritable(options.errors);
  if (size === 0) throw new Fault({ owner: 'caller', code: 'empty-file', message: `${file} is empty` });
  const bar = createProgressBar(environment);
  const pieces = async function* (): AsyncGenerator<Uint8Array, void> {
    let sent = 0;
    const parts: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 256 * 1024 });
    for await (const part of parts) {
      sent += part.length;
      bar.show(`sending ${file}`, sent / size);
      yield part;
    }
  };
  try {
    return await api.call(importUsers, {
      query: {
        dryRun: options.dryRun === true ? 'true' : 'false',
        deactivateMissing: options.deactivateMissing === true ? 'true' : 'false',
      },
      headers: { 'content-length': String(size) },
      body: pieces(),
    });
  } finally {
    bar.clear();
  }
}
