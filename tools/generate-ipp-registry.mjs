import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, tool } from './bootstrap/paths.mjs';
import { fail, say } from './bootstrap/progress.mjs';
import { runNode } from './bootstrap/run.mjs';
import { attributes } from './ipp-registry/attribute-tables.mjs';
import { enums, operations, statuses } from './ipp-registry/code-tables.mjs';
import { readRegistrations } from './ipp-registry/read-registrations.mjs';
import { attributeTables, codeTable, codeTables, head } from './ipp-registry/write-typescript.mjs';

const HELP = `Writes packages/ipp/src/registry/generated from the IANA list of IPP registrations.

  node tools/generate-ipp-registry.mjs FILE    FILE: ipp-registrations.xml, as
                                               https://www.iana.org/assignments/ipp-registrations offers it
`;

const TARGET = join(root, 'packages/ipp/src/registry/generated');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h', default: false } },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (positionals.length !== 1) fail(HELP, 2);

const registrations = readRegistrations(readFile(positionals[0]));
const files = {
  'operations.ts': codeTable(
    'OPERATION',
    'Every registered operation (RFC 8011 §5.4.15).',
    operations(registrations),
    4,
  ),
  'statuses.ts': codeTable('STATUS', 'Every registered status code (RFC 8011 Appendix B).', statuses(registrations), 4),
  'enums.ts': codeTables('ENUM', 'The values of every enum that has values of its own.', enums(registrations)),
  'attributes.ts': attributeTables(
    'ATTRIBUTES',
    'Every registered attribute, by the object it belongs to.',
    attributes(registrations),
  ),
};

mkdirSync(TARGET, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  writeFileSync(join(TARGET, name), `${head(registrations.updated)}\n${text}`);
}
const formatted = await runNode(tool('oxfmt/bin/oxfmt'), [TARGET]);
if (formatted.code !== 0) fail(formatted.output);
say(`Written from the list of ${registrations.updated}: ${Object.keys(files).join(', ')}.`);

function readFile(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`${path} cannot be read: ${error.message}`);
  }
}
