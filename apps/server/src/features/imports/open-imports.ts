import type { Entropy } from '@holdover/kernel';
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
  const staging = await openStaging(documents, deps.entropy);
  const imports = createImports({ ...deps, entropy: inGulps(deps.entropy), staging });
  await imports.resume();
  return imports;
}

const GULP = 4_096;

/** Ids of 100,000 people and their credentials take a few bytes each: asking the system for many at once is cheaper. */
function inGulps(entropy: Entropy): Entropy {
  let bytes = new Uint8Array(0);
  return {
    bytes: (length) => {
      if (length > GULP) return entropy.bytes(length);
      if (bytes.length < length) bytes = entropy.bytes(GULP);
      const taken = bytes.slice(0, length);
      bytes = bytes.subarray(length);
      return taken;
    },
  };
}
