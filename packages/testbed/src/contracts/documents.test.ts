import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDocuments } from '@holdover/sealed-store';
import { describeDocuments } from './describe-documents.ts';

describeDocuments('sealed files and segments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-documents-'));
  const key = new Uint8Array(32).fill(9);
  return {
    open: () => openDocuments(folder, key),
    // Nothing is in memory that a program could write back at its end.
    crash: () => undefined,
    end: () => rmSync(folder, { recursive: true }),
  };
});
