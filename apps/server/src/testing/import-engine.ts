import { makeId, type UserSourceId } from '@holdover/kernel';
import { createNodeDigest, createSystemEntropy } from '@holdover/nodejs';
import type { Documents } from '@holdover/sealed-store';
import { SYSTEM } from '../actor.ts';
import type { SlowHash } from '../keys/slow-hash.ts';
import { createMemoryDocuments } from './memory-documents.ts';
import type { TestConsole } from './test-console.ts';
import type { ImportOrder, ImportSource, SourceEntry } from '../features/imports/import-order.ts';
import type { UserImport } from '../features/imports/import.ts';
import { createImports, type Imports, type ImportsDeps } from '../features/imports/imports.ts';
import { openStaging } from '../features/imports/staging.ts';

/** An engine of its own over the data of a test console. */
export interface TestEngine {
  readonly imports: Imports;
  readonly documents: Documents<string>;
  /** Secrets that met the slow hash. */
  hashed(): number;
  /** To its end. */
  run(order: Partial<ImportOrder> & Pick<ImportOrder, 'from'>): Promise<UserImport>;
}

export interface EngineOptions {
  readonly documents?: Documents<string>;
  readonly change?: (deps: ImportsDeps) => ImportsDeps;
}

export async function openEngine(
  console: Pick<TestConsole, 'core' | 'hub' | 'clock' | 'logger' | 'signals'>,
  { documents = createMemoryDocuments<string>(), change = (deps) => deps }: EngineOptions = {},
): Promise<TestEngine> {
  const { core, hub, clock, logger, signals } = console;
  const entropy = createSystemEntropy();
  let hashed = 0;
  const digest = createNodeDigest();
  const slowHash: SlowHash = {
    ...core.slowHash,
    stretch: async (secret, { method }) => {
      hashed += 1;
      return digest.sha256(Buffer.from(`${method} ${String(secret)}`));
    },
  };
  const staging = await openStaging(documents, entropy);
  const deps = { ...core, hub, clock, logger, entropy, staging, slowHash, signals: signals.signals };
  const imports = createImports(change(deps));
  return {
    imports,
    documents,
    hashed: () => hashed,
    run: async (order) => {
      const { id } = await imports.start(SYSTEM, { dryRun: false, deactivateMissing: false, ...order });
      await imports.settled();
      const ended = await core.stores.imports.read(id);
      if (ended === undefined) throw new TypeError('There is no import');
      return ended;
    },
  };
}

export const fileOf = (...lines: readonly string[]): { readonly csv: AsyncIterable<Uint8Array> } => ({
  csv: (async function* () {
    yield Buffer.from(lines.join('\n'));
  })(),
});

export function sourceOf(sourceId: UserSourceId, entries: readonly SourceEntry[]): ImportSource {
  return {
    sourceId,
    async *read() {
      yield* entries;
    },
  };
}

export function newSourceId(console: Pick<TestConsole, 'clock'>): UserSourceId {
  return makeId('userSource', console.clock.wall(), createSystemEntropy());
}
