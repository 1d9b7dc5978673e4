import type { JsonSchema } from '../openapi/component-schemas.ts';
import { curlOf } from './curl.ts';
import {
  nameIn,
  resolved,
  type PlacedOperation,
  type ReadDocument,
  type ReadParameter,
  type ReadResponse,
} from './document.ts';
import { html, prose, type Html } from './html.ts';
import { schemaTable, typeOf } from './schema-table.ts';

/** The document, and where it is read. */
export interface Shown {
  readonly document: ReadDocument;
  readonly origin: string;
}

/** Everything about one operation, under its own anchor. */
export function operationSection(operation: PlacedOperation, { document, origin }: Shown): Html {
  const { operationId, method, path, summary } = operation;
  const parameters = operation.parameters.map((parameter) => resolved(parameter, document.components.parameters));
  return html`<article
    class="operation"
    id="${operationId}"
    aria-labelledby="${operationId}-name"
    data-words="${wordsOf(operation)}"
  >
    <h3 id="${operationId}-name">
      <span class="method ${method.toLowerCase()}">${method}</span> <code class="path">${breakable(path)}</code>
      <a class="anchor" href="#${operationId}" aria-label="Link to ${operationId}">#</a>
    </h3>
    <p class="summary">${summary}</p>
    <p class="right">
      ${rightOf(operation)} <span class="dim">Name: <code>${operationId}</code></span>
    </p>
    ${parametersTable(operation, parameters)} ${bodyOf(operation, document)} ${eventsOf(operation)}
    ${answersOf(operation, document)}
    <h4>With curl</h4>
    <pre tabindex="0" aria-label="curl for ${operationId}"><code>${curlOf(operation, document, origin)}</code></pre>
  </article>`;
}

/** What the search looks in. */
export function wordsOf({ operationId, method, path, summary, tags, ...rest }: PlacedOperation): string {
  return [operationId, method, path, summary, ...tags, rest['x-right']].join(' ').toLowerCase();
}

/** Long addresses may break before a slash. */
const breakable = (path: string): Html =>
  html`${path.split('/').flatMap((part, index) => (index === 0 ? [part] : [html`<wbr />/`, part]))}`;

function rightOf(operation: PlacedOperation): Html {
  switch (operation['x-right']) {
    case 'anyone':
      return html`<span class="tag">no sign-in</span>`;
    case 'signed-in':
      return html`<span class="tag">anybody signed in</span>`;
    default:
      return html`Right <span class="tag">${operation['x-right']}</span>`;
  }
}

function parametersTable({ operationId }: PlacedOperation, parameters: readonly ReadParameter[]): Html | undefined {
  // Every operation takes it; the beginning of the page says so once, and what the other headers are for.
  const headers = parameters.filter((parameter) => parameter.in === 'header' && parameter.name !== 'Accept-Language');
  const own = parameters.filter((parameter) => parameter.in !== 'header');
  const named =
    headers.length === 0 ? undefined : html`<p class="dim">Headers: ${headers.map(({ name }) => name).join(', ')}</p>`;
  if (own.length === 0) return named;
  return html`<h4>Parameters</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="Parameters of ${operationId}">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In</th>
            <th scope="col">Type</th>
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          ${own.map(parameterRow)}
        </tbody>
      </table>
    </div>
    ${named}`;
}

function parameterRow({ name, in: place, required, schema, description }: ReadParameter): Html {
  const rules = [
    required === true ? 'required' : 'optional',
    ...(Array.isArray(schema['enum']) ? [(schema['enum'] as readonly unknown[]).join(' · ')] : []),
    ...('default' in schema ? [`otherwise ${JSON.stringify(schema['default'])}`] : []),
    ...('maximum' in schema ? [`${String(schema['minimum'])} to ${String(schema['maximum'])}`] : []),
  ];
  return html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td>${place}</td>
    <td>${typeOf(schema)}</td>
    <td>${rules.join('; ')}${description === undefined ? undefined : html`. ${prose(description)}`}</td>
  </tr>`;
}

function bodyOf({ operationId, requestBody }: PlacedOperation, { components }: ReadDocument): Html | undefined {
  const [first] = Object.entries(requestBody?.content ?? {});
  if (first === undefined) return undefined;
  const [type, { schema, example }] = first;
  return html`<h4>Request body <span class="dim">${Object.keys(requestBody?.content ?? {}).join(' or ')}</span></h4>
    ${type === 'text/csv' ? undefined : schemaTable(resolvedSchema(schema, components.schemas), `Request body of ${operationId}`)}
    ${exampleOf(example)}`;
}

const resolvedSchema = (schema: JsonSchema, kept: ReadDocument['components']['schemas']): JsonSchema =>
  typeof schema['$ref'] === 'string' ? (kept[nameIn(schema['$ref'])] ?? schema) : schema;

/** A name says it where there is one; its fields stand under Schemas. */
const shape = (schema: JsonSchema, caption: string): Html =>
  typeof schema['$ref'] === 'string' ? html`<p>${typeOf(schema)}</p>` : schemaTable(schema, caption);

function exampleOf(example: unknown): Html | undefined {
  if (example === undefined) return undefined;
  const text = typeof example === 'string' ? example : JSON.stringify(example, undefined, 2);
  return html`<details>
    <summary>Example</summary>
    <pre tabindex="0"><code>${text}</code></pre>
  </details>`;
}

function eventsOf(operation: PlacedOperation): Html | undefined {
  const events = operation['x-events'];
  if (events === undefined) return undefined;
  return html`<h4>Events</h4>
    <p>
      Each has <code>id:</code>, <code>event:</code> and <code>data:</code>, one JSON object. A comment comes every 15
      seconds.
    </p>
    <ul>
      ${Object.entries(events).map(([name, schema]) => html`<li><code>${name}</code>: ${typeOf(schema)}</li>`)}
    </ul>`;
}

function answersOf({ operationId, responses }: PlacedOperation, { components }: ReadDocument): Html {
  const all = Object.entries(responses).map(
    ([status, response]) => [status, resolved(response, components.responses)] as const,
  );
  const success = all.filter(([status]) => Number(status) < 400);
  const refused = refusalsOf(responses, components);
  return html`<h4>Answers</h4>
    ${success.map(([status, response]) => successOf(operationId, status, response))}
    <details>
      <summary>Refusals: ${refused.map(({ status }) => status).join(', ')}</summary>
      <dl class="refusals">
        ${refused.map(
          ({ status, codes }) =>
            html`<dt>${status}</dt>
              <dd>${codes.map(({ code }) => code).join(', ')}</dd>`,
        )}
      </dl>
    </details>`;
}

export interface Refusal {
  readonly status: string;
  readonly codes: readonly { readonly code: string; readonly title: string }[];
}

/** Codes by status; the description of an answer has one a line. */
export function refusalsOf(
  responses: PlacedOperation['responses'],
  components: ReadDocument['components'],
): readonly Refusal[] {
  return Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .map(([status, response]) => {
      const lines = resolved(response, components.responses).description.split('\n');
      return {
        status,
        codes: lines.map((line) => {
          const [, code = '', title = ''] = /^`([a-z-]+)`: (.*)$/.exec(line) ?? ['', '', line];
          return { code, title };
        }),
      };
    });
}

function successOf(
  operationId: string,
  status: string,
  { description, headers = {}, content = {} }: ReadResponse,
): Html {
  const [first] = Object.entries(content);
  const names = Object.keys(headers);
  return html`<p>
      <span class="tag ok">${status}</span> ${description}
      ${names.length === 0 ? undefined : html`<span class="dim">Headers: ${names.join(', ')}</span>`}
    </p>
    ${
      first === undefined
        ? undefined
        : first[0] === 'application/json'
          ? html`${shape(first[1].schema, `Answer of ${operationId}`)}${exampleOf(first[1].example)}`
          : html`<p><code>${first[0]}</code></p>`
    }`;
}
