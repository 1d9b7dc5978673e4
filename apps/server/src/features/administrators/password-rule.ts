import type { FieldFault } from '../../problem-fault.ts';

/** Of at least twelve characters, and on the first pages of every published list; the rules below find their relatives. */
const COMMON: ReadonlySet<string> = new Set([
  'administrator',
  'administrador',
  'changemechangeme',
  'correcthorsebatterystaple',
  'hunter2hunter2',
  'iloveyou1234',
  'ichliebedich',
  'letmeinletmein',
  'passwordpassword',
  'passwortpasswort',
  'qwertyuiopasdfghjkl',
  'qwertzuiopasdfghjkl',
  'qwerty123456',
  'qwertz123456',
  'schalke04schalke04',
  'unbelievable',
  'welcome12345',
  'willkommen123',
  'zaq12wsxcde3',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
]);

/** Rows of keyboards, the alphabet and the digits: any stretch of them, in either direction, is as good as no password. */
const ROWS = [
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'abcdefghijklmnopqrstuvwxyz',
  '12345678901234567890',
];

/** Words that whoever guesses at this product's door begins with, alone or with digits and signs around them. */
const WORDS = [
  'admin',
  'administrator',
  'holdover',
  'password',
  'passwort',
  'printer',
  'drucker',
  'welcome',
  'willkommen',
];

const LONGEST_PATTERN = 4;

/**
 * Why a password is refused beside its length: the user name in disguise, a short pattern repeated, a row of keys, or one of
 * the commonest (OWASP ASVS 5.0 6.2.4, 6.2.11). It is judged regardless of case; what is kept is what was typed.
 */
export function passwordFaults(password: string, userName: string, pointer = '/password'): readonly FieldFault[] {
  const text = password.normalize('NFC').toLowerCase();
  const bare = lettersOf(text);
  if (bare !== '' && bare === lettersOf(userName.normalize('NFC').toLowerCase()) && bare.length * 2 > text.length)
    return [{ pointer, code: 'password-user-name' }];
  if (text === userName.normalize('NFC').toLowerCase()) return [{ pointer, code: 'password-user-name' }];
  return isCommon(text, bare) ? [{ pointer, code: 'password-common' }] : [];
}

function isCommon(text: string, bare: string): boolean {
  if (COMMON.has(text) || isPattern(text) || isRow(text)) return true;
  const word = WORDS.some((known) => bare === known || bare === known + known);
  return word && text.length - bare.length <= 8;
}

function isPattern(text: string): boolean {
  for (let length = 1; length <= LONGEST_PATTERN; length++) {
    const pattern = text.slice(0, length);
    if (pattern.repeat(Math.ceil(text.length / length)).startsWith(text)) return true;
  }
  return false;
}

function isRow(text: string): boolean {
  return ROWS.some((row) => row.includes(text) || backwards(row).includes(text));
}

const backwards = (row: string): string => row.split('').toReversed().join('');

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}]/gu, '');
