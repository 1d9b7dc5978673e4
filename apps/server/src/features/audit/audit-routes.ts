import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportAudit, listAudit, verifyAudit, type AuditEntry as ApiAuditEntry, type Infer } from '@holdover/api';
import { toRfc3339, type Clock, type Digest, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { timeRangeOf } from '../../database/time-range.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { AuditEntry } from './audit-log.ts';
import type { AuditFilter } from './audit-store.ts';
import { exportLog } from './export-log.ts';
import { verifyLog, type LogState } from './verify-log.ts';

export interface AuditRoutesDeps {
  readonly stores: Stores;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function addAuditRoutes(routes: RouteRegistrar, { stores, digest, clock, logger }: AuditRoutesDeps): void {
  routes.add(listAudit, async ({ query }) => {
    const { cursor, limit, sort, ...filter } = query;
    const page = await stores.audit.page({ cursor, limit, sort, ...filterOf(filter) });
    return { ...page, items: page.items.map(toApi) };
  });
  routes.add(exportAudit, async ({ query, reply }) => {
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      ...reply.getHeaders(),
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
    } as Record<string, string>); // the headers set so far are all text
    try {
      await pipeline(Readable.from(exportLog(stores.audit, filterOf(query))), raw);
    } catch (error) {
      // The connection is cut by now: nobody takes half a log for all of it.
      logger.warn('An export of the audit log ended early', { error: describeError(error) });
    }
    return '';
  });
  // However many ask at the same time, it is computed once.
  let running: Promise<LogState> | undefined;
  routes.add(verifyAudit, async () => {
    running ??= verifyLog(stores.audit, digest).finally(() => {
      running = undefined;
    });
    const { entries, broken, lastHash } = await running;
    return {
      holds: broken === undefined,
      entries,
      firstBreak: broken ?? null,
      lastHash,
      verifiedAt: toRfc3339(clock.wall()),
    };
  });
}

function filterOf(query: Infer<(typeof exportAudit)['query']>): AuditFilter {
  return { ...query, ...timeRangeOf(query) };
}

function toApi({ at, previousHash: _previousHash, ...entry }: AuditEntry): ApiAuditEntry {
  return { ...entry, at: toRfc3339(at) };
}
