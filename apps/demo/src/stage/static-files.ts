import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By path from the root, `/assets/…`. Read once: the page is a few files. */
export type StaticFiles = ReadonlyMap<string, { readonly content: Uint8Array; readonly type: string }>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const NOT_BUILT = 'The start page is not built. Run: npm run build\n';

/** The bundled start page; empty when it is not built. */
export async function readStartPage(): Promise<StaticFiles> {
  const folder = fileURLToPath(new URL('../../page/dist/', import.meta.url));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
  const files = await Promise.all(
    paths.map(async (path) => {
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      return [`/${path}`, { content: await readFile(join(folder, path)), type }] as const;
    }),
  );
  return new Map(files);
}

export function serveStatic(files: StaticFiles, request: IncomingMessage, response: ServerResponse): void {
  const [path = '/'] = (request.url ?? '/').split('?');
  const file = files.get(path === '/' ? '/index.html' : path);
  if (file === undefined) {
    response.writeHead(files.size === 0 ? 503 : 404, { 'content-type': 'text/plain' });
    return void response.end(files.size === 0 ? NOT_BUILT : 'Not found\n');
  }
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.content);
}
