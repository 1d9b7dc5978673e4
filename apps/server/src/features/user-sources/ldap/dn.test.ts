import { expect, test } from 'vitest';
import { dnKey, parseDn } from './dn.ts';

test.each([
  ['UID=jsmith,DC=example,DC=net', 3],
  ['OU=Sales+CN=J.  Smith,DC=example,DC=net', 3],
  [String.raw`CN=James \"Jim\" Smith\, III,DC=example,DC=net`, 3],
  [String.raw`CN=Before\0dAfter,DC=example,DC=net`, 3],
  ['1.3.6.1.4.1.1466.0=#04024869', 1],
  [String.raw`CN=Lu\C4\8Di\C4\87`, 1],
  ['', 0],
])('%s is a name (RFC 4514 §4)', (text, length) => {
  expect(parseDn(text)).toHaveLength(length);
});

test.each([
  'ada',
  'uid=ada,',
  ',uid=ada',
  '=ada',
  'uid',
  'uid="ada"',
  'u id=ada',
  String.raw`cn=a\zb`,
  'cn=a\\',
  'cn=a<b',
])('%s is none', (text) => {
  expect(parseDn(text)).toBeUndefined();
});

test('one name written in two ways is one key', () => {
  expect(dnKey('CN=Ada  Lovelace, OU=People,dc=Example')).toBe(dnKey('cn=ada lovelace,ou=people,DC=example'));
  expect(dnKey(String.raw`cn=Lu\C4\8Di\C4\87`)).toBe(dnKey('cn=Lučić'));
  expect(dnKey(String.raw`cn=a\,b`)).toBe(dnKey(String.raw`cn=a\2cb`));
  expect(dnKey('ou=b+cn=a')).toBe(dnKey('cn=a+ou=b'));
  expect(dnKey(String.raw`cn=a\,ou=b`)).not.toBe(dnKey('cn=a,ou=b'));
});
