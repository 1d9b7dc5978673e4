import { consoleGatePhrases, consolePhrases, loadFirstConsolePhrases } from '@holdover/phrases';
import { expect, test } from 'vitest';

const sources = Object.values(
  import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true }),
).join('\n');

/** `devices.link.online` of what is written `t(`console.devices.link.${link}`)`. */
const families = [...sources.matchAll(/`(console\.[\w.]+\.)\$\{/g)].map((match) => match[1] ?? '');

/** What `<FilteredTable name="jobs">` shows, all of it. */
const lists = [...sources.matchAll(/<FilteredTable\s+name="(\w+)"/g)].flatMap(([, name = '']) =>
  ['title', 'none', 'noneText', 'noneFound', 'noneFoundText'].map((text) => `console.${name}.${text}`),
);

test('every text of the console is shown somewhere', () => {
  const unused = keysOf(consolePhrases.en.console, 'console.')
    .map((key) => key.replace(/_(one|other)$/, ''))
    .filter((key) => !sources.includes(`'${key}'`) && !lists.includes(key))
    .filter((key) => !families.some((family) => key.startsWith(family)));
  expect(unused).toEqual([]);
});

test('what is shown before the sign-in is among the texts of the first page', () => {
  const gate = Object.values(
    import.meta.glob<string>(
      [
        '../pages/SignIn/*.tsx',
        // Whoever is at its later steps is signed in.
        '../pages/SetUp/{set-up-page,administrator-step,set-up-frame}.tsx',
        '../kit/{gate,page-states,problem-alert,form-problem,secret-input}.tsx',
        './preferences.tsx',
      ],
      { query: '?raw', import: 'default', eager: true },
    ),
  ).join('\n');
  const shown = [...gate.matchAll(/'(console\.[\w.]+)'/g)].map((match) => match[1] ?? '');
  const there = new Set(keysOf(consoleGatePhrases.en.console, 'console.'));
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter((key) => !there.has(key))).toEqual([]);
});

test('what the first page behind the sign-in shows is among its texts', async () => {
  const first = Object.values(
    import.meta.glob<string>(
      [
        './*.tsx',
        // Says why another page than the first is not shown.
        '!./allowed.tsx',
        '../pages/Overview/*.{ts,tsx}',
        '../pages/Alerts/{alert-kinds.ts,dismiss-alert.tsx}',
        '../kit/{card,empty,hint,link-state,loaded,page-header,page-states,problem-alert,status,times,toasts,undoable}.tsx',
      ],
      { query: '?raw', import: 'default', eager: true },
    ),
  ).join('\n');
  const there = keysOf((await loadFirstConsolePhrases('en')).console, 'console.').map((key) =>
    key.replace(/_(one|other)$/, ''),
  );
  const shown = [...first.matchAll(/'(console\.[\w.-]+)'/g)].map((match) => match[1] ?? '');
  const begun = [...first.matchAll(/`(console\.[\w.]+\.)\$\{/g)].map((match) => match[1] ?? '');
  expect(shown.length).toBeGreaterThan(60);
  expect(shown.filter((key) => !there.includes(key))).toEqual([]);
  expect(begun.filter((family) => !there.some((key) => key.startsWith(family)))).toEqual([]);
});

function keysOf(tree: object, prefix: string): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${key}.`) : [prefix + key],
  );
}
