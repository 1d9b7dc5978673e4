import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const sheet = readFileSync(new URL('../../apps/panel/src/theme/tokens.css', import.meta.url), 'utf8');

/** The tokens of a rule, by their names; those of the root are everybody's. */
function tokens(selector) {
  const start = sheet.indexOf(`${selector} {`);
  const rule = sheet.slice(start, sheet.indexOf('}', start));
  return start < 0
    ? {}
    : Object.fromEntries([...rule.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]));
}

/** WCAG 2.2, relative luminance and contrast ratio of two colours written #rrggbb. */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Every text and the grounds it stands on; what is dimmed and what is an error too. */
const TEXTS = [
  ['ink', ['paper', 'sheet', 'sheet-dim']],
  ['ink-soft', ['paper', 'sheet', 'sheet-dim']],
  ['ink-dim', ['paper', 'sheet', 'sheet-dim']],
  ['on-scene', ['scene-top', 'scene-bottom']],
  ['on-scene-soft', ['scene-top', 'scene-bottom']],
  ['on-primary', ['primary', 'primary-pressed', 'error', 'good', 'ink']],
  ['on-band', ['band', 'paper', 'sheet']],
  ['primary', ['paper', 'sheet']],
  ['error', ['error-ground', 'paper', 'sheet']],
  ['good', ['good-ground', 'paper', 'sheet']],
];
/** Edges of controls, the mark of the focus, and what the accent draws (WCAG 1.4.11). */
const SHAPES = [
  ['line-strong', ['paper', 'sheet']],
  ['focus', ['paper', 'sheet']],
  ['accent', ['scene-top', 'scene-bottom']],
];

describe.each(['generic', 'kyocera', 'ricoh', 'canon'])('the look of %s', (look) => {
  const all = { ...tokens(':root'), ...tokens(`:root[data-look='${look}']`) };

  test('is its own by accent and roundness, and no colour of text changes with it', () => {
    const own = Object.keys(tokens(`:root[data-look='${look}']`));
    expect(own).toEqual(look === 'generic' ? [] : ['accent', 'key-radius', 'tile-radius']);
  });

  test.each(TEXTS.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground])))(
    '%s on %s can be read (4.5 : 1)',
    (text, ground) => expect(contrast(all[text], all[ground])).toBeGreaterThanOrEqual(4.5),
  );

  test.each(SHAPES.flatMap(([shape, grounds]) => grounds.map((ground) => [shape, ground])))(
    '%s on %s can be seen (3 : 1)',
    (shape, ground) => expect(contrast(all[shape], all[ground])).toBeGreaterThanOrEqual(3),
  );
});
