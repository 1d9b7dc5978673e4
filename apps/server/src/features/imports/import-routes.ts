import { getImport, importErrors, importUsers } from '@holdover/api';
import type { ImportId } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { importToApi } from './import-to-api.ts';
import type { Imports } from './imports.ts';

export function addImportRoutes(
  routes: RouteRegistrar,
  { imports, stores }: { imports: Imports; stores: Stores },
): void {
  const read = async (id: ImportId) => {
    const found = await stores.imports.read(id);
    if (found === undefined) throw new ProblemFault('not-found');
    return found;
  };
  routes.add(
    importUsers,
    async ({ actor, query, body }) => {
      const order = {
        csv: body,
        dryRun: query.dryRun === 'true',
        deactivateMissing: query.deactivateMissing === 'true',
      };
      return importToApi(await imports.start(actor, order));
    },
    { location: ({ id }) => `/imports/${id}` },
  );
  routes.add(getImport, async ({ params }) => importToApi(await read(params.id)));
  routes.add(importErrors, async ({ params, reply }) => {
    const { id } = await read(params.id);
    void reply.header('content-disposition', `attachment; filename="${id}-errors.csv"`);
    // Column names and reasons are this program's own words: no cell can be a formula.
    const lines = (await stores.imports.errors(id)).map(({ line, column, reason }) => `${line},${column},${reason}`);
    return ['LINE,COLUMN,REASON', ...lines, ''].join('\r\n');
  });
}
