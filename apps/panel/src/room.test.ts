import { expect, test } from 'vitest';
import { reflowOf } from './room.ts';

test.each([
  [800, 480, 16, ''],
  [1_024, 600, 19, ''],
  [1_280, 800, 23, ''],
  [800, 1_280, 23, ''],
  [600, 1_024, 16, ''],
])('%i × %i stands as designed', (width, height, root, reflow) => {
  expect(reflowOf(width, height, root)).toBe(reflow);
});

test.each([
  [800, 480, 20, 'tall'],
  [800, 480, 24, 'tall'],
  [320, 640, 16, 'narrow'],
  [800, 480, 32, 'narrow'],
])('%i × %i at text of %i px flows: %s', (width, height, root, reflow) => {
  expect(reflowOf(width, height, root)).toBe(reflow);
});
