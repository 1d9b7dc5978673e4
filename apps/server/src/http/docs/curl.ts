import type { PlacedOperation, ReadDocument } from './document.ts';

/** What curl needs to believe a server: of plain HTTP nothing. */
export const trustOf = (origin: string): readonly string[] =>
  origin.startsWith('https:') ? ['--cacert authority.pem'] : [];

const UUID = '0199a1c2-7d3e-7b4f-8a5c-6d7e8f901234';

/** A line for a shell. Tokens and secrets come from files: arguments are seen by everybody on the machine. */
export function curlOf(operation: PlacedOperation, { servers }: ReadDocument, origin: string): string {
  const { method, path, requestBody, parameters } = operation;
  const [type, body] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => idOf(name, parameters));
  const lines = [
    `curl${type === undefined && method === 'GET' ? '' : ` --request ${method}`}`,
    ...trustOf(origin),
    ...(operation['x-right'] === 'anyone' ? [] : ['--header @token.txt']),
    ...(path === '/events' ? ['--no-buffer'] : []),
    ...(type === 'text/csv' ? ["--header 'Content-Type: text/csv'", '--data-binary @users.csv'] : []),
    ...(type !== undefined && type !== 'text/csv' ? [dataOf(body?.example)] : []),
    `'${origin}${servers[0]?.url ?? ''}${filled}'`,
  ];
  return lines.join(' \\\n  ');
}

function dataOf(example: unknown): string {
  const text = JSON.stringify(example);
  return text.includes('"<') || text.includes("'") || text.length > 400 ? '--json @body.json' : `--json '${text}'`;
}

function idOf(name: string, parameters: PlacedOperation['parameters']): string {
  const schema = parameters.flatMap((parameter) =>
    'name' in parameter && parameter.name === name ? [parameter.schema] : [],
  );
  const pattern = schema[0]?.['pattern'];
  return (/^\^([a-z]{3}_)/.exec(typeof pattern === 'string' ? pattern : '')?.[1] ?? '') + UUID;
}
