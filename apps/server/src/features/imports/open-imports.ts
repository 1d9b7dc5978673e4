import type { Documents } from '@holdover/sealed-store';
import { NO_DOCUMENTS } from '../jobs/no-documents.ts';
import { createImports, type Imports, type ImportsDeps } from './imports.ts';
import { openStaging } from './staging.ts';

export interface OpenImportsDeps extends Omit<ImportsDeps, 'staging'> {
  /** Where they are kept until they are over; none are taken without. */
  readonly imports?: Documents<string>;
}

/** Goes on with what a former run of this server left half done. */
export async function openImports({ imports: documents = NO_DOCUMENTS, ...deps }: OpenImportsDeps): Promise<Imports> {
  const imports = createImports({ ...deps, staging: await openStaging(documents, deps.entropy) });
  await imports.resume();
  return imports;
}
