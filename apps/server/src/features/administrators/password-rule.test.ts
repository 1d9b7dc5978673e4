import { expect, test } from 'vitest';
import { addressKey } from './address-key.ts';
import { passwordFaults } from './password-rule.ts';

const codeOf = (password: string, userName = 'ada.lovelace') => passwordFaults(password, userName)[0]?.code;

test.each(['ada.lovelace', 'ADA.LOVELACE', 'Ada-Lovelace1815!'])('the user name is no password: %s', (password) => {
  expect(codeOf(password)).toBe('password-user-name');
});

test.each([
  'aaaaaaaaaaaa',
  'abcabcabcabcab',
  '12341234123412',
  'qwertyuiopas',
  'lkjhgfdsapoi',
  '098765432109',
  'Password2026!',
  'holdover-holdover',
  'WILLKOMMEN123',
  'correcthorsebatterystaple',
])('the commonest and their relatives are refused: %s', (password) => {
  expect(codeOf(password)).toBe('password-common');
});

test.each([
  'correct horse battery',
  'three blue herons',
  'password of the third herring',
  'ada.lovelace wrote the first one',
  'Ω≈ç√∫˜µ≤≥÷åß∂',
])('several words that do not belong together are taken: %s', (password) => {
  expect(codeOf(password)).toBeUndefined();
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8::192.0.2.1', '2001:db8:0:0::/64'],
])('tries from %s are counted as from %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});
