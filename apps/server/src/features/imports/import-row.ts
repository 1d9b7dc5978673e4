import { nameField, newUser, type Language } from '@holdover/api';
import { normaliseCard, normalisePin } from '@holdover/offline-login';
import type * as z from 'zod';
import { cardFault, pinFault } from '../credentials/credentials.ts';
import type { SourceEntry } from './import-order.ts';
import type { RowReason } from './import-reasons.ts';
import type { RowError } from './import.ts';

/** Columns of the header line, in the order of the documentation. */
export const COLUMNS = ['USERNAME', 'FULLNAME', 'EMAIL', 'PINS', 'CARDS', 'GROUPS', 'LANGUAGE', 'ENABLED'] as const;
export type Column = (typeof COLUMNS)[number];

/** One row as read. A member that is absent was an empty field: it stays as it is. */
export interface ImportRow {
  readonly line: number;
  readonly userName: string;
  /** Of a directory's people alone. */
  readonly externalId?: string;
  readonly fullName?: string;
  readonly email?: string;
  readonly language?: Language;
  readonly enabled?: boolean;
  /** By name. */
  readonly groups?: readonly string[];
  /** Normalised. Never written anywhere in clear. */
  readonly pins?: readonly string[];
  readonly cards?: readonly string[];
}

export type ReadRow =
  | { readonly row: ImportRow }
  | {
      readonly errors: readonly RowError[];
      /** As far as they could be read: whoever is named is not missing. */
      readonly userName: string | undefined;
      readonly externalId?: string | undefined;
    };

/** Longest list in one field of a file. */
const LIST_MOST = 20;
/** What a directory may say of one person: groups are many there. */
const SOURCE_LIST_MOST = 1_000;

const LANGUAGES: ReadonlySet<string> = new Set(['en', 'de']);
const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** No database and no page gives these back as they were. */
// oxlint-disable-next-line no-control-regex -- refusing them is the point
const CONTROL = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

type Wrong = (column: Column | '', reason: RowReason) => undefined;
type Given = { [K in keyof Omit<ImportRow, 'line' | 'userName'>]?: ImportRow[K] | undefined };

/** Reads the fields of one line; every field that is wrong is named, with its reason and never its value. */
export function readRow(
  fields: Readonly<Partial<Record<Column, string>>>,
  line: number,
  pinMinLength: number,
): ReadRow {
  const errors: RowError[] = [];
  const wrong: Wrong = (column, reason) => void errors.push({ line, column, reason });
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
  const userName = checkedName(fields.USERNAME ?? '', wrong);
  const person = { fullName: text('FULLNAME'), email: text('EMAIL') };
  checkPerson(person, wrong);
  const language = text('LANGUAGE')?.toLowerCase();
  if (language !== undefined && !LANGUAGES.has(language)) wrong('LANGUAGE', 'not-one-of');
  const flag = text('ENABLED')?.toLowerCase();
  const enabled = flag === undefined ? undefined : YES_NO.get(flag);
  if (flag !== undefined && enabled === undefined) wrong('ENABLED', 'not-one-of');
  const pins = list('PINS')?.map(normalisePin);
  const pinReason = firstReason(pins, (pin) => pinFault(pin, pinMinLength)?.code);
  if (pinReason !== undefined) wrong('PINS', pinReason);
  const cards = checkedCards(list('CARDS'), wrong);
  const groups = list('GROUPS');
  checkGroups(groups, wrong);
  if (errors.length > 0 || userName === undefined) return { errors, userName };
  const spoken = language === 'en' || language === 'de' ? language : undefined;
  const given: Given = { ...person, language: spoken, enabled, groups, pins, cards };
  return { row: { line, userName, ...definedOf(given) } };
}

/** The same for what a directory says; its values are not the answer of a form, so nothing is read into them. */
export function readEntry(entry: SourceEntry, line: number): ReadRow {
  const errors: RowError[] = [];
  const wrong: Wrong = (column, reason) => void errors.push({ line, column, reason });
  const { externalId, language, enabled } = entry;
  const userName = checkedName(entry.userName, wrong);
  if (externalId === '' || externalId.length > 1_000 || CONTROL.test(externalId)) wrong('', 'external-id-invalid');
  const person = { fullName: entry.fullName?.trim(), email: textOf(entry.email) };
  checkPerson(person, wrong);
  const cards = checkedCards(bounded('CARDS', entry.cards, wrong), wrong);
  const groups = bounded('GROUPS', entry.groups, wrong)?.map((group) => group.trim());
  checkGroups(groups, wrong);
  if (errors.length > 0 || userName === undefined) return { errors, userName, externalId };
  return { row: { line, userName, externalId, ...definedOf({ ...person, language, enabled, groups, cards }) } };
}

/** An empty one is none. */
function textOf(given: string | undefined): string | undefined {
  const trimmed = given?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function bounded(column: Column, items: readonly string[] | undefined, wrong: Wrong): readonly string[] | undefined {
  if (items === undefined) return undefined;
  // Directories repeat themselves, and spell one name in two cases.
  const each = [...new Set(items)];
  return each.length > SOURCE_LIST_MOST ? wrong(column, 'too-many') : each;
}

function checkedName(given: string, wrong: Wrong): string | undefined {
  const name = given.trim();
  const reason = textReason(newUser.shape.userName, name);
  return reason === undefined ? name : wrong('USERNAME', reason);
}

function checkPerson({ fullName, email }: Pick<Given, 'fullName' | 'email'>, wrong: Wrong): void {
  const nameReason = fullName === undefined ? undefined : textReason(newUser.shape.fullName, fullName);
  if (nameReason !== undefined) wrong('FULLNAME', nameReason);
  const emailReason = email === undefined ? undefined : textReason(newUser.shape.email, email);
  if (emailReason !== undefined) wrong('EMAIL', emailReason);
}

/** Why the contract of the interface refuses a text, in one word. */
function textReason(schema: z.ZodType, text: string): RowReason | undefined {
  if (CONTROL.test(text)) return 'control-characters';
  const issues = schema.safeParse(text).error?.issues ?? [];
  const [issue] = issues;
  if (issue === undefined) return undefined;
  if (issues.some(({ code }) => code === 'too_big')) return 'too-long';
  if (issue.code === 'too_small') return 'required';
  return issue.message === 'no white space' ? 'white-space' : 'bad-format';
}

function checkedCards(given: readonly string[] | undefined, wrong: Wrong): readonly string[] | undefined {
  const cards = given?.map(normaliseCard);
  const reason = firstReason(cards, (card) => cardFault(card)?.code);
  if (reason !== undefined) wrong('CARDS', reason);
  return cards;
}

function checkGroups(groups: readonly string[] | undefined, wrong: Wrong): void {
  if (groups === undefined) return;
  const reason = groups.map((group) => textReason(nameField, group)).find((found) => found !== undefined);
  if (reason !== undefined) wrong('GROUPS', reason);
}

function definedOf(given: Given): Omit<ImportRow, 'line' | 'userName'> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function firstReason(
  items: readonly string[] | undefined,
  reasonOf: (item: string) => RowReason | undefined,
): RowReason | undefined {
  if (items === undefined) return undefined;
  if (new Set(items).size !== items.length) return 'given-twice';
  return items.map(reasonOf).find((reason) => reason !== undefined);
}
