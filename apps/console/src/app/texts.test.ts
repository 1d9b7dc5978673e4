import { consolePhrases } from '@holdover/phrases';
import { expect, test } from 'vitest';

const sources = Object.values(
  import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true }),
).join('\n');

/** `devices.link.online` of what is written `t(`console.devices.link.${link}`)`. */
const families = [...sources.matchAll(/`(console\.[\w.]+\.)\$\{/g)].map((match) => match[1] ?? '');

test('every text of the console is shown somewhere', () => {
  const unused = keysOf(consolePhrases.en.console, 'console.')
    .map((key) => key.replace(/_(one|other)$/, ''))
    .filter((key) => !sources.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)));
  expect(unused).toEqual([]);
});

function keysOf(tree: object, prefix: string): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${key}.`) : [prefix + key],
  );
}
