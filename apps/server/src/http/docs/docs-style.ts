/** In the colours of the console; nothing here is inline, as the content security policy demands. */
export const DOCS_STYLE = `:root {
  color-scheme: light dark;
  --body: #ffffff;
  --raised: #f7f8f9;
  --line: #d3d9de;
  --text: #1a2026;
  --dim: #56626c;
  --accent: #0f6e78;
  --accent-soft: #d6ecee;
  --get: #0a5961;
  --post: #1b6332;
  --change: #7a4a00;
  --delete: #9f1d17;
}
@media (prefers-color-scheme: dark) {
  :root {
    --body: #161b20;
    --raised: #20272e;
    --line: #3b454e;
    --text: #dbe1e6;
    --dim: #9ea9b2;
    --accent: #7fc6cd;
    --accent-soft: #06424a;
    --get: #7fc6cd;
    --post: #85d19b;
    --change: #f0b860;
    --delete: #ff9d95;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body {
  margin: 0;
  background: var(--body);
  color: var(--text);
  font: 0.9375rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-size: 0.8438rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; top: 0; z-index: 3; padding: 0.5rem 1rem; background: var(--body); }
.skip:focus { left: 0; }
[hidden] { display: none !important; }

header {
  position: sticky; top: 0; z-index: 2;
  display: flex; align-items: center; gap: 1rem;
  padding: 0.625rem 1.5rem;
  background: var(--body);
  border-bottom: 1px solid var(--line);
}
header p { margin: 0; white-space: nowrap; }
.brand a { color: var(--text); font-weight: 700; text-decoration: none; }
.brand span { color: var(--dim); }
header form { display: flex; flex: 1; gap: 0.5rem; max-width: 32rem; margin-left: auto; }
input, button { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.375rem 0.75rem; background: var(--body); }
input { flex: 1; min-width: 0; }
input::placeholder { color: var(--dim); opacity: 1; }
button { background: var(--accent); border-color: var(--accent); color: var(--body); font-weight: 600; cursor: pointer; }
.version { color: var(--dim); font-size: 0.8438rem; }

.columns { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 88rem; margin: 0 auto; }
nav { position: sticky; top: 3.5rem; align-self: start; max-height: calc(100vh - 3.5rem); overflow-y: auto; padding: 1rem 0.5rem 2rem 1.5rem; border-right: 1px solid var(--line); font-size: 0.8125rem; }
nav summary { display: none; }
nav h2 { margin: 0.75rem 0 0.25rem; font-size: 0.8438rem; }
nav h2 a { color: var(--text); text-decoration: none; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: flex; gap: 0.375rem; align-items: baseline; padding: 0.1875rem 0.375rem; border-radius: 0.25rem; color: var(--dim); text-decoration: none; }
nav li a:hover { background: var(--raised); color: var(--text); }
nav .method { flex: 0 0 3.1rem; font-size: 0.6875rem; }
main { min-width: 0; overflow-wrap: anywhere; padding: 1.5rem 2rem 6rem; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; }
main h2 { margin: 2.5rem 0 0.25rem; font-size: 1.375rem; line-height: 1.25; }
.intro h2 { font-size: 1.125rem; margin-top: 1.5rem; }
.intro p { max-width: 46rem; }
.about { margin: 0 0 1rem; color: var(--dim); }
.operation, .schema { margin: 0 0 1.25rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 0.5rem; }
.operation:target, .schema:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
h3 { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: baseline; margin: 0; font-size: 1rem; }
h3 .path { font-size: 0.9375rem; font-weight: 600; overflow-wrap: anywhere; min-width: 0; }
h4 { margin: 1rem 0 0.375rem; font-size: 0.8438rem; }
.anchor { margin-left: auto; color: var(--dim); text-decoration: none; padding: 0 0.375rem; }
.method { font: 700 0.75rem/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; }
.get { color: var(--get); }
.post { color: var(--post); }
.put, .patch { color: var(--change); }
.delete { color: var(--delete); }
.summary { margin: 0.375rem 0; max-width: 52rem; }
.right { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; margin: 0; font-size: 0.8438rem; }
.dim { color: var(--dim); font-weight: 400; }
.tag { padding: 0.0625rem 0.5rem; border-radius: 1rem; background: var(--accent-soft); color: var(--text); font-size: 0.8125rem; white-space: nowrap; }
.scroll { position: relative; overflow-x: auto; border: 1px solid var(--line); border-radius: 0.375rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.8438rem; }
th, td { padding: 0.375rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--raised); font-weight: 600; color: var(--dim); }
tbody th { font-weight: 400; white-space: nowrap; }
td { overflow-wrap: anywhere; min-width: 7rem; }
pre { margin: 0; padding: 0.75rem 1rem; overflow-x: auto; background: var(--raised); border-radius: 0.375rem; line-height: 1.5; }
details { margin: 0.5rem 0; }
details > summary { cursor: pointer; color: var(--accent); font-size: 0.8438rem; }
details[open] > summary { margin-bottom: 0.375rem; }
.refusals { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; margin: 0; font-size: 0.8438rem; }
.refusals dt { font-weight: 600; }
.refusals dd { margin: 0; }
.refusals p { margin: 0; }
#found { margin: 0; color: var(--dim); }

@media (max-width: 60rem) {
  html { scroll-padding-top: 7rem; }
  header { flex-wrap: wrap; padding: 0.5rem 1rem; gap: 0.375rem 1rem; }
  header form { order: 3; flex-basis: 100%; max-width: none; }
  .version { margin-left: auto; }
  .columns { display: block; }
  nav { position: static; max-height: none; padding: 0.5rem 1rem; border-right: 0; border-bottom: 1px solid var(--line); }
  nav summary { display: list-item; font-weight: 600; }
  nav li a { padding: 0.375rem; }
  main { padding: 1rem 1rem 4rem; }
  .operation, .schema { padding: 0.75rem 0.875rem; }
}
@media (forced-colors: active) { .tag { border: 1px solid; } }
@media print { header, nav { display: none; } .columns { display: block; } }
`;
