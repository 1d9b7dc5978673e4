import { requestOf, SECRET_FIELDS, type CallOptions, type HttpRequest, type Route } from '@holdover/api';

/** A request as a form would send it now. */
export type CopiedRequest = Pick<HttpRequest, 'method' | 'path' | 'headers' | 'body'>;

/** `copied(putMail, { body })`: what `api.call` with the same would send. */
export function copied<R extends Route>(operation: R, options: CallOptions<R>): CopiedRequest {
  return requestOf(operation, options);
}

/**
 * The request as a command of a POSIX shell. The token stays in the shell's variable HOLDOVER_TOKEN and reaches curl by its
 * standard input, since everybody on a machine sees the arguments of its programs. Secrets are left out: `<password>` stands where one belongs.
 */
export function curlCommand(origin: string, { method, path, headers, body }: CopiedRequest): string {
  const type = headers['content-type'];
  const lines = [
    `printf 'Authorization: Bearer %s\\n' "$HOLDOVER_TOKEN" | curl -H @- -X ${method}`,
    ...(origin.startsWith('https:') ? ['--cacert authority.pem'] : []),
    ...(headers['if-match'] === undefined ? [] : [`-H ${quoted(`If-Match: ${headers['if-match']}`)}`]),
    ...(type === undefined ? [] : [`-H ${quoted(`Content-Type: ${type}`)}`]),
    ...(typeof body === 'string' ? [`--data-raw ${quoted(type === 'application/json' ? shown(body) : body)}`] : []),
    quoted(origin + path),
  ];
  return lines.join(' \\\n  ');
}

/** Whether anything would be left out of the command. */
export function hasSecrets({ body }: CopiedRequest): boolean {
  return typeof body === 'string' && shown(body) !== visible(body);
}

/** XCU 2.2.2: between single quotes everything is itself but the single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function shown(json: string): string {
  return visible(JSON.stringify(JSON.parse(json), (name, value: unknown) => withoutSecret(name, value)));
}

/** What a terminal would obey or not show (controls, directions of writing, line separators) is written as JSON escapes it. */
function visible(json: string): string {
  return json.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

function withoutSecret(name: string, value: unknown): unknown {
  if (!isSecret(name)) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutSecret(name, one));
  return typeof value === 'string' && value !== '' ? `<${name}>` : value;
}

function isSecret(name: string): boolean {
  return SECRET_FIELDS.has(name) || /password|secret/i.test(name);
}
