import type { Language, NewUserSource, UserSource } from '@holdover/api';

export const ATTRIBUTES = ['userName', 'fullName', 'email', 'language', 'cards', 'externalId'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];
export const GROUPS_HOW = ['none', 'member-of', 'member', 'in-chain'] as const;
type GroupsHow = (typeof GROUPS_HOW)[number];

/** What the form about a directory holds: texts as typed, nothing yet checked. */
export interface SourceDraft {
  readonly name: string;
  readonly url: string;
  readonly startTls: boolean;
  readonly ca: string;
  readonly bindDn: string;
  /** Null: as it is stored. */
  readonly password: string | null;
  readonly hasPassword: boolean;
  readonly baseDn: string;
  readonly filter: string;
  readonly attributes: Readonly<Record<Attribute, string>>;
  readonly groups: { readonly how: GroupsHow; readonly baseDn: string; readonly filter: string; readonly name: string };
  readonly deactivateMissing: boolean;
  readonly checksPasswords: boolean;
  readonly language: Language | null;
  readonly intervalHours: string;
  readonly enabled: boolean;
}

/** As the REST interface names them; each is shown beside its field. */
export const SOURCE_FIELDS = [
  'name',
  'url',
  'startTls',
  'ca',
  'bindDn',
  'bindPassword',
  'baseDn',
  'filter',
  'language',
  'intervalHours',
  ...ATTRIBUTES.map((name) => `attributes.${name}`),
  'groups.how',
  'groups.baseDn',
  'groups.filter',
  'groups.name',
];

type Recipe = Pick<SourceDraft, 'filter' | 'attributes' | 'groups'>;

/** Disabled people come along as disabled: bit 2 of userAccountControl is the server's to read, so no filter names it. */
export const RECIPES: Readonly<Record<'openldap' | 'ad', Recipe>> = {
  openldap: {
    filter: '(objectClass=inetOrgPerson)',
    attributes: {
      userName: 'uid',
      fullName: 'cn',
      email: 'mail',
      language: 'preferredLanguage',
      cards: '',
      externalId: 'entryUUID',
    },
    groups: { how: 'member', baseDn: '', filter: '(objectClass=groupOfNames)', name: 'cn' },
  },
  ad: {
    filter: '(&(objectCategory=person)(objectClass=user))',
    attributes: {
      userName: 'sAMAccountName',
      fullName: 'displayName',
      email: 'mail',
      language: 'preferredLanguage',
      cards: '',
      externalId: 'objectGUID',
    },
    groups: { how: 'in-chain', baseDn: '', filter: '(objectCategory=group)', name: 'cn' },
  },
};

export const NO_SOURCE: SourceDraft = {
  name: '',
  url: 'ldaps://',
  startTls: false,
  ca: '',
  bindDn: '',
  password: null,
  hasPassword: false,
  baseDn: '',
  ...RECIPES.openldap,
  deactivateMissing: true,
  checksPasswords: false,
  language: null,
  intervalHours: '24',
  enabled: true,
};

export function draftOf(source: UserSource): SourceDraft {
  const text = (name: Attribute): string => source.attributes[name] ?? '';
  return {
    name: source.name,
    url: source.url,
    startTls: source.startTls,
    ca: source.ca ?? '',
    bindDn: source.bindDn,
    password: null,
    hasPassword: source.hasBindPassword,
    baseDn: source.baseDn,
    filter: source.filter,
    attributes: {
      userName: text('userName'),
      fullName: text('fullName'),
      email: text('email'),
      language: text('language'),
      cards: text('cards'),
      externalId: text('externalId'),
    },
    groups: source.groups,
    deactivateMissing: source.deactivateMissing,
    checksPasswords: source.checksPasswords,
    language: source.language,
    intervalHours: source.intervalHours === null ? '' : String(source.intervalHours),
    enabled: source.enabled,
  };
}

/** What is sent, both for a new directory and for a changed one; what is wrong in it the server says. */
export function bodyOf({ password, hasPassword, intervalHours, ...draft }: SourceDraft): NewUserSource {
  const { attributes } = draft;
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    kind: 'ldap',
    ...draft,
    ca: orNull(draft.ca),
    attributes: {
      userName: attributes.userName.trim(),
      fullName: orNull(attributes.fullName),
      email: orNull(attributes.email),
      language: orNull(attributes.language),
      cards: orNull(attributes.cards),
      externalId: attributes.externalId.trim(),
    },
    // What is no number is sent as one that the server refuses beside the field.
    intervalHours: intervalHours.trim() === '' ? null : wholeHours(intervalHours),
    ...(password === null && hasPassword ? {} : { bindPassword: orNull(password ?? '') }),
  };
}

function wholeHours(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : 0;
}

export function sameDraft(a: SourceDraft, b: SourceDraft): boolean {
  return JSON.stringify([bodyOf(a), a.password]) === JSON.stringify([bodyOf(b), b.password]);
}
