import { expect, test } from 'vitest';
import { publicKeyText, signJson, verifyJson } from './fleet-signature.ts';
import { createPrivateKeyPem } from './key-pair.ts';

test('a signature holds for the value in any order of members, under its key alone', () => {
  const key = createPrivateKeyPem();
  const publicKey = publicKeyText(key);
  const signature = signJson(key, { version: 3, users: ['usr_1'] });
  expect(verifyJson(publicKey, { users: ['usr_1'], version: 3 }, signature)).toBe(true);
  expect(verifyJson(publicKey, { users: ['usr_1'], version: 4 }, signature)).toBe(false);
  expect(verifyJson(publicKeyText(createPrivateKeyPem()), { users: ['usr_1'], version: 3 }, signature)).toBe(false);
});

test('rubbish for key or signature is no signature', () => {
  const key = createPrivateKeyPem();
  for (const rubbish of ['', '!', 'AAAA', 'A'.repeat(86)]) {
    expect(verifyJson(publicKeyText(key), {}, rubbish)).toBe(false);
    expect(verifyJson(rubbish, {}, signJson(key, {}))).toBe(false);
  }
});
