import { newUser, type Language } from '@holdover/api';
import type { Instant } from '@holdover/kernel';
import type { SourceEntry } from '../../imports/import-order.ts';
import type { LdapAttributes } from '../user-source.ts';
import type { DirectoryEntry } from './directory.ts';
import { externalIdOf } from './external-id.ts';
import { isEnabled, STATE_ATTRIBUTES } from './is-enabled.ts';
import { firstOf, textOf, textsOf } from './values.ts';

export interface Mapping {
  readonly attributes: LdapAttributes;
  /** Of people the directory names none for. */
  readonly language: Language | null;
  readonly now: Instant;
}

export interface Person {
  readonly entry: SourceEntry & { readonly enabled: boolean };
  /** What the directory has for an e-mail address is none. */
  readonly emailLeft: boolean;
}

/** What is asked of each entry. */
export function personAttributes(attributes: LdapAttributes): string[] {
  const named = Object.values(attributes).filter((name) => name !== null);
  return [...new Set([...named, ...STATE_ATTRIBUTES])];
}

/**
 * One entry as a person. What makes nobody of it (no user name, no id) is left for the import to name; an e-mail address that is
 * none and what is not text in a name are no reason to keep anybody from printing, and are left out.
 */
export function personOf(entry: DirectoryEntry, { attributes, language, now }: Mapping): Person {
  const take = (name: string | null): string | undefined => (name === null ? undefined : textOf(entry, name));
  const fullName = take(attributes.fullName);
  const email = take(attributes.email);
  const preferred = languageOf(take(attributes.language)) ?? language;
  const isEmail = email !== undefined && newUser.shape.email.safeParse(email).success;
  const person = {
    externalId: externalIdOf(attributes.externalId, firstOf(entry, attributes.externalId)),
    userName: textOf(entry, attributes.userName) ?? '',
    enabled: isEnabled(entry, now),
    ...(fullName === undefined ? {} : { fullName: plain(fullName) }),
    ...(isEmail ? { email } : {}),
    ...(preferred === null ? {} : { language: preferred }),
    ...(attributes.cards === null ? {} : { cards: textsOf(entry, attributes.cards) }),
  };
  return { entry: person, emailLeft: email !== undefined && !isEmail };
}

const MOST_NAME = 200;

function plain(text: string): string {
  // No character is cut in half.
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MOST_NAME)
    .replaceAll(/\p{Surrogate}/gu, '');
}

/** RFC 2798 §2.7: as Accept-Language; the first of ours, in its order. */
function languageOf(text: string | undefined): Language | undefined {
  const tags = text?.split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase()) ?? [];
  return tags.find((tag) => tag === 'en' || tag === 'de');
}
