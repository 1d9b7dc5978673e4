import { nameField, newUser, type Language } from '@holdover/api';
import { normaliseCard, normalisePin } from '@holdover/offline-login';
import { cardFault, pinFault } from '../credentials/credentials.ts';
import type { RowError } from './import.ts';

/** Columns of the header line, in the order of the documentation. */
export const COLUMNS = ['USERNAME', 'FULLNAME', 'EMAIL', 'PINS', 'CARDS', 'GROUPS', 'LANGUAGE', 'ENABLED'] as const;
export type Column = (typeof COLUMNS)[number];

/** One line as read. A member that is absent was an empty field: it stays as it is. */
export interface ImportRow {
  readonly line: number;
  readonly userName: string;
  readonly fullName?: string;
  readonly email?: string;
  readonly language?: Language;
  readonly enabled?: boolean;
  /** By name. */
  readonly groups?: readonly string[];
  /** Normalised. Never written anywhere. */
  readonly pins?: readonly string[];
  readonly cards?: readonly string[];
}

export type ReadRow =
  | { readonly row: ImportRow }
  | { readonly errors: readonly RowError[]; readonly userName: string | undefined };

/** Longest list in one field. */
const LIST_MOST = 20;

const LANGUAGE: ReadonlySet<string> = new Set(['en', 'de']);
const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Reads the fields of one line; every field that is wrong is named, with its reason and never its value. */
export function readRow(
  fields: Readonly<Partial<Record<Column, string>>>,
  line: number,
  pinMinLength: number,
): ReadRow {
  const errors: RowError[] = [];
  const wrong = (column: Column, reason: string): undefined => void errors.push({ line, column, reason });
  const text = (column: Column): string | undefined => {
    const trimmed = fields[column]?.trim();
    return trimmed === undefined || trimmed === '' ? undefined : trimmed;
  };
  const list = (column: Column): string[] | undefined => {
    const items = text(column)
      ?.split('|')
      .map((item) => item.trim());
    if (items === undefined) return undefined;
    if (items.includes('')) return wrong(column, 'empty-entry');
    if (items.length > LIST_MOST) return wrong(column, 'too-many');
    return items;
  };

  const name = newUser.shape.userName.safeParse(fields.USERNAME ?? '');
  if (!name.success) wrong('USERNAME', (fields.USERNAME ?? '').trim() === '' ? 'required' : 'invalid');
  const fullName = text('FULLNAME');
  if (fullName !== undefined && !newUser.shape.fullName.safeParse(fullName).success) wrong('FULLNAME', 'invalid');
  const email = text('EMAIL');
  if (email !== undefined && !newUser.shape.email.safeParse(email).success) wrong('EMAIL', 'bad-format');
  const language = text('LANGUAGE')?.toLowerCase();
  if (language !== undefined && !LANGUAGE.has(language)) wrong('LANGUAGE', 'not-one-of');
  const enabledText = text('ENABLED')?.toLowerCase();
  const enabled = enabledText === undefined ? undefined : YES_NO.get(enabledText);
  if (enabledText !== undefined && enabled === undefined) wrong('ENABLED', 'not-one-of');
  const pins = list('PINS')?.map(normalisePin);
  const pinReason = firstReason(pins, (pin) => pinFault(pin, pinMinLength)?.code);
  if (pinReason !== undefined) wrong('PINS', pinReason);
  const cards = list('CARDS')?.map(normaliseCard);
  const cardReason = firstReason(cards, (card) => cardFault(card)?.code);
  if (cardReason !== undefined) wrong('CARDS', cardReason);
  const groups = list('GROUPS');
  if (groups?.some((group) => !nameField.safeParse(group).success)) wrong('GROUPS', 'invalid');

  if (errors.length > 0 || !name.success) return { errors, userName: name.success ? name.data : undefined };
  return {
    row: {
      line,
      userName: name.data,
      ...(fullName === undefined ? {} : { fullName }),
      ...(email === undefined ? {} : { email }),
      ...(language === 'en' || language === 'de' ? { language } : {}),
      ...(enabled === undefined ? {} : { enabled }),
      ...(groups === undefined ? {} : { groups }),
      ...(pins === undefined ? {} : { pins }),
      ...(cards === undefined ? {} : { cards }),
    },
  };
}

function firstReason(
  items: readonly string[] | undefined,
  reasonOf: (item: string) => string | undefined,
): string | undefined {
  if (items === undefined) return undefined;
  if (new Set(items).size !== items.length) return 'given-twice';
  return items.map(reasonOf).find((reason) => reason !== undefined);
}
