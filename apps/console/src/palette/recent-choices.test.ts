import { expect, test } from 'vitest';
import { forgetChoices, keepChoice, recentChoices } from './recent-choices.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

test('the latest five, each once', () => {
  const store = storage();
  for (const id of ['a', 'b', 'c', 'a', 'd', 'e', 'f']) keepChoice(store, id);
  expect(recentChoices(store)).toEqual(['f', 'e', 'd', 'a', 'c']);
  forgetChoices(store);
  expect(recentChoices(store)).toEqual([]);
});

test('what is no list of ids is none', () => {
  const store = storage();
  keepChoice(store, 'a');
  for (const text of ['{', '7', '{"a":1}']) {
    for (const name of store.kept.keys()) store.kept.set(name, text);
    expect(recentChoices(store)).toEqual([]);
  }
});
