import type { Queries } from '../../database/database.ts';
import type { CredentialKind } from './credential.ts';
import type { StretchStore } from './stretch-store.ts';

export function createSqlStretchStore(queries: Queries): StretchStore {
  const remove: StretchStore['remove'] = async (kind, generation) => {
    await queries
      .deleteFrom('credentialStretch')
      .where('kind', '=', kind)
      .where('generation', '=', generation)
      .execute();
  };
  return {
    put: async (stretch) => {
      await queries
        .insertInto('credentialStretch')
        .values(stretch)
        .onConflict((conflict) => conflict.columns(['credentialId', 'generation']).doNothing())
        .execute();
    },
    find: (kind, lookup) =>
      queries
        .selectFrom('credentialStretch')
        .innerJoin('credential', 'credential.id', 'credentialStretch.credentialId')
        .selectAll('credential')
        .where('credentialStretch.kind', '=', kind)
        .where('credentialStretch.lookup', '=', lookup)
        .executeTakeFirst(),
    lacking: (kind, generation, most) =>
      queries
        .selectFrom('credential')
        .leftJoin('credentialStretch', (join) =>
          join
            .onRef('credentialStretch.credentialId', '=', 'credential.id')
            .on('credentialStretch.generation', '=', generation),
        )
        .selectAll('credential')
        .where('credential.kind', '=', kind)
        .where('credential.generation', '!=', generation)
        .where('credentialStretch.credentialId', 'is', null)
        .orderBy('credential.id')
        .limit(most)
        .execute(),
    any: async (kind) =>
      (await queries.selectFrom('credential').select('id').where('kind', '=', kind).limit(1).executeTakeFirst()) !==
      undefined,
    changeOver: async (kind, generations) => {
      await changeOver(queries, kind, generations);
      await remove(kind, generations.to);
    },
    remove,
  };
}

async function changeOver(
  queries: Queries,
  kind: CredentialKind,
  { from, to }: Parameters<StretchStore['changeOver']>[1],
): Promise<void> {
  await queries
    .insertInto('credentialStretch')
    .columns(['credentialId', 'kind', 'generation', 'lookup', 'sealed'])
    .expression(
      queries
        .selectFrom('credential')
        .select(['id', 'kind', 'generation', 'lookup', 'sealed'])
        .where('kind', '=', kind)
        .where('generation', '=', from),
    )
    .execute();
  await queries
    .updateTable('credential')
    .from('credentialStretch')
    .set((eb) => ({
      lookup: eb.ref('credentialStretch.lookup'),
      sealed: eb.ref('credentialStretch.sealed'),
      generation: to,
    }))
    .whereRef('credentialStretch.credentialId', '=', 'credential.id')
    .where('credentialStretch.generation', '=', to)
    .where('credential.kind', '=', kind)
    .where('credential.generation', '=', from)
    .execute();
}
