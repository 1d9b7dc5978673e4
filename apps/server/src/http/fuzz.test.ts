import { API_ROOT, ROUTES, type Route } from '@holdover/api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOCUMENT, type DocumentOperation } from '../testing/check-answer.ts';
import { openFuzzWorld, type FuzzRequest, type FuzzWorld, type Principal } from '../testing/fuzz/fuzz-world.ts';
import { mutated, validValue, type ArbitraryOptions } from '../testing/fuzz/json-arbitrary.ts';

/** Requests an operation and test; `HOLDOVER_FUZZ_REQUESTS=500` for a long search, `HOLDOVER_FUZZ_SEED` for another. */
const REQUESTS = Number(process.env['HOLDOVER_FUZZ_REQUESTS'] ?? 15);
const SEED = Number(process.env['HOLDOVER_FUZZ_SEED'] ?? 20_261_001);

let fuzz: FuzzWorld;
beforeAll(async () => {
  fuzz = await openFuzzWorld();
}, 60_000);
afterAll(() => fuzz.close());

/** A stream that stays open is asked for elsewhere; the session that asks here must stay. */
const LEFT_OUT: ReadonlySet<string> = new Set(['events', 'signOut']);

const options: ArbitraryOptions = {
  resolve: (reference) =>
    (DOCUMENT.components.schemas[reference.slice(reference.lastIndexOf('/') + 1)] ?? {}) as Record<string, unknown>,
  ids: (prefix) => fuzz.ids(prefix),
};

interface Made extends FuzzRequest {
  readonly principal: Principal;
  readonly body: unknown;
}

function requestsOf(route: Route): fc.Arbitrary<Made> {
  const operation = DOCUMENT.paths[route.path]?.[route.method.toLowerCase()] as DocumentOperation; // all are there
  const may = fuzz.principals.filter((principal) => allowed(route, principal));
  return fc
    .record({
      principal: fc.oneof(fc.constantFrom(...may), fc.constantFrom(...fuzz.principals)),
      url: urlOf(route, operation),
      body: bodyOf(operation),
      headers: headersOf(operation),
    })
    .map(({ principal, url, body, headers }) => ({
      method: route.method,
      url: API_ROOT + url,
      principal,
      body: body?.value,
      payload: body?.payload,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': body.type }), ...principal.headers() },
    }));
}

function urlOf(route: Route, { parameters }: DocumentOperation): fc.Arbitrary<string> {
  const garbage = fc.constantFrom('x', '%00', '%ff', '..', 'usr_', '%F0%9F%98%80', '__proto__', 'a'.repeat(600));
  const of = (place: string) =>
    parameters.filter((parameter) => parameter.in === place).map(({ name, schema }) => [name, schema] as const);
  const path = of('path').map(([, schema]) =>
    fc.oneof({ weight: 8, arbitrary: validValue(schema as never, options).map(encoded) }, garbage),
  );
  const query = of('query').map(([name, schema]) =>
    fc.option(
      fc
        .oneof(
          { weight: 3, arbitrary: validValue(schema as never, options, name).map(encoded) },
          fc.constantFrom('', '%00', '%ED%A0%80', '-1', '1e9', 'true&' + name + '=false', '%', '%E2%80%AE', '[]'),
        )
        .map((value) => `${name}=${value}`),
      { nil: undefined },
    ),
  );
  const extra = fc.constantFrom(undefined, undefined, undefined, '__proto__=1', 'extra=1', '=', '&&');
  return fc.tuple(fc.tuple(...path), fc.tuple(...query, extra)).map(([ids, words]) => {
    let next = 0;
    const filled = route.path.replaceAll(/\{\w+\}/g, () => ids[next++] ?? '');
    const search = words.filter((word) => word !== undefined).join('&');
    return search === '' ? filled : `${filled}?${search}`;
  });
}

function encoded(value: unknown): string {
  try {
    return encodeURIComponent(String(value));
  } catch {
    return '%ED%A0%80';
  }
}

interface Sent {
  readonly type: string;
  readonly payload: string;
  readonly value: unknown;
}

function bodyOf({ requestBody }: DocumentOperation): fc.Arbitrary<Sent | undefined> {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (type === undefined || content === undefined) return fc.constant(undefined);
  if (type === 'text/csv') return csv.map((payload) => ({ type, payload, value: payload }));
  const valid = validValue(content.schema as never, options);
  const sent = (value: unknown): Sent => ({ type, payload: JSON.stringify(value) ?? '', value });
  return fc.oneof(
    { weight: 4, arbitrary: valid.map(sent) },
    { weight: 4, arbitrary: mutated(valid).map(sent) },
    fc
      .constantFrom(
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '\ufeff{}',
        '{"a":1,"a":2}',
        '['.repeat(50_000),
        `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      )
      .map((payload) => ({
        type,
        payload,
        value: undefined,
      })),
    fc
      .constantFrom('text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'x')
      .map((other) => ({ type: other, payload: '{}', value: undefined })),
  );
}

const csv = fc
  .array(
    fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.constantFrom('"', '""', ';', '\n', '\u0000', '=1', '482913'),
      ),
      {
        maxLength: 9,
      },
    ),
    { maxLength: 4 },
  )
  .map((rows) => ['USERNAME,FULLNAME,PINS', ...rows.map((row) => row.join(','))].join('\n'));

function headersOf({ parameters }: DocumentOperation): fc.Arbitrary<Record<string, string>> {
  const takes = (name: string): boolean => parameters.some(({ $ref }) => $ref?.endsWith(name) === true);
  const maybe = (name: string, ...values: string[]) =>
    fc.constantFrom(undefined, undefined, ...values).map((value) => (value === undefined ? {} : { [name]: value }));
  return fc
    .tuple(
      maybe('accept-language', 'de', 'xx', '*;q=0', 'de-AT-1996,en;q=x'),
      takes('IdempotencyKey') ? maybe('idempotency-key', 'k', 'k', 'a b', 'x'.repeat(300), '😀') : fc.constant({}),
      takes('IfMatch') ? maybe('if-match', '*', '"x"', 'W/"x", "y"', '') : fc.constant({}),
      takes('IfNoneMatch') ? maybe('if-none-match', '*', '"x"', ',,') : fc.constant({}),
    )
    .map((all) => Object.assign({}, ...all) as Record<string, string>);
}

const allowed = ({ right }: Route, { rights, signedIn }: Principal): boolean =>
  right === 'anyone' || (right === 'signed-in' ? signedIn : rights.has(right));

/** Values of fields that hold secrets, long enough not to come up by chance. */
function secretsIn(value: unknown, secret = false): string[] {
  if (typeof value === 'string') return secret && value.length >= 8 && !/^(.)\1+$/u.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((member) => secretsIn(member, secret));
  if (typeof value !== 'object' || value === null) return [];
  const names = /^(password|currentPassword|bindPassword|pin|number|token)$/;
  return Object.entries(value).flatMap(([name, member]) => secretsIn(member, secret || names.test(name)));
}

/** A number a changing request would have raised: every change has its entry in the audit log. */
async function changesSoFar(): Promise<number> {
  const { body } = await fuzz.world.ask('GET', '/audit?limit=1');
  return Number(body.items[0]?.sequence ?? 0);
}

/** What is in no address of an operation: whoever asks is told so, or that it cannot be read. */
const ASTRAY = /^[^?]*(\.\.|%ff|a{600})/;

/** Operations that did what was asked at least once. */
const met = new Set<string>();

async function tryOut(route: Route, made: Made): Promise<string | undefined> {
  const may = allowed(route, made.principal);
  const before = may || route.method === 'GET' ? 0 : await changesSoFar();
  const faults = fuzz.watched.faults.length;
  const { status, text } = await fuzz.send(made);
  if (status < 300) met.add(route.name);
  if (status >= 500) return `answers ${status}: ${fuzz.world.logger.text().slice(-1500)}`;
  if (fuzz.watched.faults.length > faults) return fuzz.watched.faults.at(-1);
  if (!may && status !== 401 && status !== 403 && !ASTRAY.test(made.url))
    return `is answered with ${status} without its right`;
  if (!may && route.method !== 'GET' && (await changesSoFar()) !== before) return 'changed something without its right';
  const sent = made.payload ?? '';
  const shown = secretsIn(made.body)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    // What some other field held as well may be shown as that field's.
    .find((secret) => text.includes(secret) && sent.split(secret).length === 2);
  return shown === undefined ? undefined : 'answers with a secret that was sent';
}

describe('whatever is asked, as the document would have it or not', () => {
  for (const [index, route] of ROUTES.filter(({ name }) => !LEFT_OUT.has(name)).entries()) {
    test(
      `${route.method} ${route.path}`,
      async () => {
        await fuzz.refresh();
        const said: string[] = [];
        const property = fc.asyncProperty(requestsOf(route), async (made) => {
          const fault = await tryOut(route, made);
          if (fault !== undefined)
            said.push(
              `${made.principal.name}: ${made.method} ${made.url} ${JSON.stringify(made.headers)} ${made.payload?.slice(0, 2000) ?? ''}\n${fault}`,
            );
          return fault === undefined;
        });
        await fc.check(property, { numRuns: REQUESTS, seed: SEED + index, endOnFailure: true });
        expect(said).toEqual([]);
      },
      60_000 + REQUESTS * 500,
    );
  }

  test('and enough of it was done', () => {
    expect(met.size).toBeGreaterThan(ROUTES.length / 2);
  });
});
