import { expect, test } from 'vitest';
import { createSeededEntropy } from '@holdover/testbed';
import { makeSampleUsers, sampleUsersCsv, unknownPin } from './sample-users.ts';

test('everybody has a PIN and a card of their own', () => {
  const users = makeSampleUsers(createSeededEntropy(1));
  expect(new Set(users.map(({ pin }) => pin)).size).toBe(users.length);
  for (const { pin, card } of users) {
    expect(pin).toMatch(/^\d{6}$/);
    expect(card).toMatch(/^[0-9A-F]{14}$/);
  }
});

test('a stranger’s PIN is nowhere near anybody’s', () => {
  const entropy = createSeededEntropy(2);
  const users = makeSampleUsers(entropy);
  const stranger = unknownPin(users, entropy);
  for (const { pin } of users) {
    expect(pin.split('').filter((digit, index) => digit === stranger.charAt(index)).length).toBeLessThan(4);
  }
});

test('the file of users has a header and a line each', () => {
  const lines = sampleUsersCsv(makeSampleUsers(createSeededEntropy(3))).split('\r\n');
  expect(lines[0]).toBe('USERNAME,FULLNAME,EMAIL,PINS,CARDS,GROUPS,LANGUAGE,ENABLED');
  expect(lines[1]).toMatch(/^ada,Ada Lovelace,,\d{6},[0-9A-F]{14},,,true$/);
});
