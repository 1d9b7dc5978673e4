import {
  CSV_MOST_BYTES,
  cancelImport,
  getImport,
  importErrors,
  importUsers,
  listImportEffects,
  listImportLog,
  listImports,
} from '@holdover/api';
import type { ImportId } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { importToApi } from './import-to-api.ts';
import type { Imports } from './imports.ts';
import type { RowError } from './import.ts';
import { tooLarge } from './receive-file.ts';
import { importOf } from './run-record.ts';

interface ImportRoutesDeps {
  readonly imports: Imports;
  readonly stores: Stores;
}

export function addImportRoutes(routes: RouteRegistrar, { imports, stores }: ImportRoutesDeps): void {
  const read = async (id: ImportId) => {
    const found = await stores.imports.read(id);
    if (found === undefined) throw new ProblemFault('not-found');
    return importOf(found);
  };
  addUpload(routes, imports);
  routes.add(listImports, async ({ query }) => {
    const { items, nextCursor } = await stores.imports.page(query);
    return { items: items.map(importToApi), nextCursor };
  });
  routes.add(getImport, async ({ params }) => importToApi(await read(params.id)));
  routes.add(cancelImport, async ({ params }) => importToApi(await imports.cancel(params.id)));
  routes.add(importErrors, async ({ params, reply }) => {
    const { id } = await read(params.id);
    void reply.header('content-disposition', `attachment; filename="${id}-errors.csv"`);
    return ['LINE,COLUMN,REASON', ...(await stores.imports.errors(id)).map(lineOf), ''].join('\r\n');
  });
  routes.add(listImportEffects, async ({ params, query }) => {
    const { items, nextCursor } = await stores.imports.effects((await read(params.id)).id, query);
    return { items: [...items], nextCursor };
  });
  routes.add(listImportLog, async ({ params, query }) => {
    const { items, nextCursor } = await stores.imports.log((await read(params.id)).id, query);
    return { items: [...items], nextCursor };
  });
}

function addUpload(routes: RouteRegistrar, imports: Imports): void {
  routes.add(
    importUsers,
    async ({ actor, query, upload, request, reply }) => {
      try {
        if (Number(request.headers['content-length'] ?? 0) > CSV_MOST_BYTES) throw tooLarge();
        const order = {
          from: { csv: upload },
          dryRun: query.dryRun === 'true',
          deactivateMissing: query.deactivateMissing === 'true',
        };
        return importToApi(await imports.start(actor, order));
      } catch (error) {
        // What has not been read is not waited for.
        void reply.header('connection', 'close');
        throw error;
      }
    },
    { location: ({ id }) => `/imports/${id}` },
  );
}

/** Of words that a spreadsheet takes for a formula none begins a cell, whoever wrote them. */
function lineOf({ line, column, reason }: RowError): string {
  return [String(line), column, reason].map(cell).join(',');
}

function cell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
