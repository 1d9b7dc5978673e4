import type { Device, DeviceGroup, DeviceModel, Group, User } from '@holdover/api';
import type { Language } from '@holdover/phrases';

/** What is made up, in the language of who asked for it: these are names in the database, not texts of a page. */
export interface Sample {
  /** Of the group of users, and of the site. */
  readonly name: string;
  readonly people: readonly { readonly userName: string; readonly fullName: string; readonly email: string }[];
  readonly devices: readonly { readonly name: string; readonly model: DeviceModel }[];
}

/** Nobody has an address in it, and no e-mail ever leaves for it (RFC 2606). It tells made-up people from real ones. */
export const SAMPLE_DOMAIN = 'sample.invalid';

const FIRST_NAMES = ['Ada', 'Ben', 'Clara', 'Jörg', 'Zoë'] as const;
const MODELS = ['kyocera', 'ricoh', 'canon'] as const;
const WORDS = {
  en: {
    name: 'Sample data',
    surname: 'Sample',
    places: ['Sample: Reception', 'Sample: 2nd floor', 'Sample: Workshop'],
  },
  de: {
    name: 'Beispieldaten',
    surname: 'Beispiel',
    places: ['Beispiel: Empfang', 'Beispiel: 2. Etage', 'Beispiel: Werkstatt'],
  },
} as const;

export function sampleIn(language: Language): Sample {
  const { name, surname, places } = WORDS[language];
  return {
    name,
    people: FIRST_NAMES.map((first) => {
      const plain = first
        .normalize('NFD')
        .replaceAll(/\p{Mark}/gu, '')
        .toLowerCase();
      return { userName: `sample.${plain}`, fullName: `${first} ${surname}`, email: `${plain}@${SAMPLE_DOMAIN}` };
    }),
    devices: places.map((place, index) => ({ name: place, model: MODELS[index] ?? 'generic' })),
  };
}

/** Sample data as the server has it, whole or in part. */
export interface SampleData {
  readonly group: Group | undefined;
  readonly site: DeviceGroup | undefined;
  readonly users: readonly User[];
  /** Everything at the site. */
  readonly devices: readonly Device[];
}

/** Whatever language it was made in. */
export function isSampleName(name: string): boolean {
  return name === WORDS.en.name || name === WORDS.de.name;
}

/** As it was made; one that was renamed has become somebody's. */
export function isSampleDevice(name: string): boolean {
  return [WORDS.en, WORDS.de].some(({ places }) => (places as readonly string[]).includes(name)); // widened to be asked for any text
}

export function isSampleUser({ email, sourceId }: Pick<User, 'email' | 'sourceId'>): boolean {
  return sourceId === null && email !== null && email.endsWith(`@${SAMPLE_DOMAIN}`);
}

export function isThere({ group, site, users }: SampleData): boolean {
  return group !== undefined || site !== undefined || users.length > 0;
}

/**
 * What a removal takes away, and what it leaves because it has become real.
 * Invariant: nobody without an address of the samples is deleted, and no device that has a terminal.
 */
export function removalOf({ group, site, users, devices }: SampleData) {
  const gone = users.filter(isSampleUser);
  const inGroup = group === undefined ? 0 : gone.filter(({ groups }) => groups.includes(group.id)).length;
  const others = group === undefined ? 0 : group.allMembers - inGroup;
  const kept = devices.filter(({ terminal }) => terminal !== null);
  return {
    users: gone,
    devices: devices.filter(({ terminal }) => terminal === null),
    /** Stays while real people are in it. */
    group: others > 0 ? undefined : group,
    /** Stays while a device with a terminal is at it. */
    site: kept.length > 0 ? undefined : site,
    keptPeople: others,
    keptDevices: kept,
  };
}
