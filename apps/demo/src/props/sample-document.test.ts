import { expect, test } from 'vitest';
import { sampleDocument, titleOf } from './sample-document.ts';

test('the cross-reference table points at every object', () => {
  const text = new TextDecoder().decode(sampleDocument('Minutes', 3));
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const entries = text.slice(start).match(/^\d{10} 00000 n/gm) ?? [];
  expect(entries).toHaveLength(9);
  entries.forEach((entry, index) => {
    expect(text.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
  });
});

test('it has as many pages as asked for', () => {
  const text = new TextDecoder().decode(sampleDocument('Minutes', 7));
  expect(text.match(/\/Type \/Page /g)).toHaveLength(7);
  expect(text).toContain('/Count 7');
});

test('its title is read back, whatever it holds', () => {
  const title = String.raw`Minutes (draft) \ 2`;
  expect(titleOf(sampleDocument(title, 1))).toBe(title);
  expect(titleOf(new TextEncoder().encode('no document of ours'))).toBeUndefined();
});
