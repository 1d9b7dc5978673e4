import type { DirectoryEntry } from './directory.ts';

/** All values of an attribute that are text. */
export function textsOf({ attributes }: DirectoryEntry, name: string): readonly string[] {
  return (attributes.get(name.toLowerCase()) ?? []).filter((value) => typeof value === 'string');
}

/** The first that is not empty. */
export function textOf(entry: DirectoryEntry, name: string): string | undefined {
  return textsOf(entry, name)
    .map((text) => text.trim())
    .find((text) => text !== '');
}

export function firstOf({ attributes }: DirectoryEntry, name: string): string | Buffer | undefined {
  return attributes.get(name.toLowerCase())?.[0];
}
