import { trustOf } from './curl.ts';
import { operationsOf, type PlacedOperation, type ReadDocument } from './document.ts';
import { html, prose, type Html } from './html.ts';
import { operationSection, refusalsOf, wordsOf, type Shown } from './operation-section.ts';
import { schemaTable } from './schema-table.ts';

/**
 * The document as a page: readable without a script, and without anything from elsewhere.
 * @param origin where it is read: of the addresses in its examples
 * @param search shows only operations in which each of its words occurs
 */
export function docsPage(document: ReadDocument, search: string, origin: string): string {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = operationsOf(document).filter((operation) => words.every((word) => wordsOf(operation).includes(word)));
  const groups = document.tags
    .map((tag) => ({ ...tag, operations: found.filter(({ tags }) => tags.includes(tag.name)) }))
    .filter(({ operations }) => operations.length > 0);
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Holdover: REST interface</title>
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="docs/style.css" />
      <script src="docs/search.js" defer></script>
    </head>
    <body>
      <a class="skip" href="#content">Skip to the operations</a>
      <header>
        <p class="brand"><a href="/">Holdover</a> <span>REST interface</span></p>
        <form role="search" method="get" action="docs">
          <label class="hidden" for="q">Search operations</label>
          <input type="search" id="q" name="q" value="${search}" placeholder="Search operations" autocomplete="off" />
          <button type="submit">Search</button>
        </form>
        <p class="version">${document.info.version} · <a href="openapi.json">openapi.json</a></p>
      </header>
      <div class="columns">
        <nav aria-label="Operations">
          <details open>
            <summary>Operations</summary>
            ${groups.map(navigationOf)}
            ${
              words.length === 0
                ? html`<section>
                    <h2><a href="#refusals">Refusals</a></h2>
                    <h2><a href="#schemas">Schemas</a></h2>
                  </section>`
                : undefined
            }
          </details>
        </nav>
        <main id="content" tabindex="-1">
          ${words.length === 0 ? introduction(document, origin) : html`<h1 class="hidden">REST interface</h1>`}
          <p id="found" role="status">${foundText(found.length, search)}</p>
          ${groups.map(({ name, description, operations }) => resource({ name, description, operations }, { document, origin }))}
          ${words.length === 0 ? html`${refusals(document)}${schemas(document)}` : undefined}
        </main>
      </div>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}

const foundText = (count: number, search: string): string | Html | undefined =>
  search.trim() === ''
    ? undefined
    : html`${count === 1 ? '1 operation' : `${count} operations`} with “${search}”. <a href="docs">Show all</a>`;

interface Group {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly PlacedOperation[];
}

const anchorOf = (name: string): string => `tag-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;

function navigationOf({ name, operations }: Group): Html {
  return html`<section>
    <h2><a href="#${anchorOf(name)}">${name}</a></h2>
    <ul>
      ${operations.map(
        (operation) =>
          html`<li data-words="${wordsOf(operation)}">
            <a href="#${operation.operationId}"
              ><span class="method ${operation.method.toLowerCase()}">${operation.method}</span>
              ${operation.operationId}</a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

function resource({ name, description, operations }: Group, shown: Shown): Html {
  return html`<section class="resource" aria-labelledby="${anchorOf(name)}">
    <h2 id="${anchorOf(name)}">${name}</h2>
    <p class="about">${description}</p>
    ${operations.map((operation) => operationSection(operation, shown))}
  </section>`;
}

const firstTry = (origin: string): string => {
  const trust = trustOf(origin).map((option) => `${option} `);
  return String.raw`umask 077
printf 'Authorization: Bearer %s\n' "$(cat)" > token.txt   # paste the token, Enter, Ctrl-D
curl ${trust.join('')}--header @token.txt '${origin}/api/v1/me'`;
};

function introduction({ info, components }: ReadDocument, origin: string): Html {
  return html`<section class="intro">
    <h1>REST interface</h1>
    ${info.description.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
    <h2>Signing in</h2>
    <p>
      Programs send a token, made in the console under API tokens, or by <code>holdover tokens add</code>. Keep it in a
      file of one line that only its owner reads, and give curl the file: arguments of a command are seen by everybody
      on the machine.
    </p>
    ${
      trustOf(origin).length === 0
        ? undefined
        : html`<p>
            The certificate of the server is signed by its own authority: copy <code>authority.pem</code> from the data
            folder of the server, by a way you trust; it is no secret. With a certificate that you gave the server
            yourself, leave <code>--cacert</code> out or name its authority.
          </p>`
    }
    <pre tabindex="0" aria-label="A file with a token"><code>${firstTry(origin)}</code></pre>
    <h2>Headers</h2>
    <p>Every operation takes <code>Accept-Language</code>. Those that take another say so by its name.</p>
    <dl class="refusals">
      ${Object.values(components.parameters)
        .filter((parameter) => parameter.in === 'header')
        .map(
          ({ name, description = '' }) =>
            html`<dt><code>${name}</code></dt>
              <dd>${prose(description)}</dd>`,
        )}
    </dl>
  </section>`;
}

/** What each code means, once for all operations. */
function refusals({ paths, components }: ReadDocument): Html {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const titles = new Map(operations.flatMap(({ responses }) => refusalsOf(responses, components)).flatMap(titlesOf));
  return html`<section class="resource" aria-labelledby="refusals">
    <h2 id="refusals">Refusals</h2>
    <dl class="refusals">
      ${[...titles].map(
        ([code, { status, title }]) =>
          html`<dt><code>${code}</code></dt>
            <dd>${status} ${title}</dd>`,
      )}
    </dl>
  </section>`;
}

type Titled = readonly [code: string, about: { readonly status: string; readonly title: string }];

function titlesOf({ status, codes }: ReturnType<typeof refusalsOf>[number]): Titled[] {
  return codes.map(({ code, title }) => [code, { status, title }]);
}

function schemas({ components }: ReadDocument): Html {
  return html`<section class="resource" aria-labelledby="schemas">
    <h2 id="schemas">Schemas</h2>
    ${Object.entries(components.schemas).map(
      ([name, schema]) =>
        html`<article class="schema" id="schema-${name}" aria-labelledby="schema-${name}-name">
          <h3 id="schema-${name}-name">
            ${name} <a class="anchor" href="#schema-${name}" aria-label="Link to ${name}">#</a>
          </h3>
          ${
            Array.isArray(schema['enum'])
              ? html`<p>
                  One of ${(schema['enum'] as readonly unknown[]).map((value) => html`<code>${String(value)}</code> `)}
                </p>`
              : schemaTable(schema, `Fields of ${name}`)
          }
        </article>`,
    )}
  </section>`;
}
