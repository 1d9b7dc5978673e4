import { Fault } from '@holdover/kernel';
import { visible } from '../text/visible.ts';

export interface Named<T> {
  /** `user`, as a message says it. */
  readonly noun: string;
  /** Where names are shown: `holdover users list`. */
  readonly listedBy: string;
  /** Those that a text is found in; the first ones of all without. */
  readonly search: (text: string) => AsyncIterable<T>;
  /** The name, then what else it goes by. */
  readonly names: (item: T) => readonly string[];
  readonly id: (item: T) => string;
}

/** A search that brings more is no search for a name. */
const LOOKED_AT = 500;
const NEAR_SHOWN = 5;

/**
 * The one thing of a name: letter for letter, else whatever its case.
 * @throws Fault `unknown-name` with names that are near, `ambiguous-name` with the ids to choose from
 */
export async function findNamed<T>(name: string, named: Named<T>): Promise<T> {
  const found = await firstOf(named.search(name));
  for (const same of [exactly(name), whateverCase(name)]) {
    for (const which of ['first', 'any'] as const) {
      const matches = found.filter((item) => names(named, item, which).some(same));
      if (matches.length > 1) throw ambiguous(name, named, matches);
      const [match] = matches;
      if (match !== undefined) return match;
    }
  }
  throw unknown(name, named, await nearTo(name, named, found));
}

const exactly = (name: string) => (other: string) => other === name;
const whateverCase = (name: string) => (other: string) => other.toLowerCase() === name.toLowerCase();

function names<T>(named: Named<T>, item: T, which: 'first' | 'any'): readonly string[] {
  return which === 'any' ? named.names(item) : named.names(item).slice(0, 1);
}

async function firstOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length === LOOKED_AT) break;
  }
  return found;
}

/** Of those it was found in, else of those that have its beginning: people mistype the middle and the end. */
async function nearTo<T>(name: string, named: Named<T>, found: readonly T[]): Promise<readonly string[]> {
  const near = nearestOf(name, named, found);
  if (near.length > 0) return near;
  for (const length of [2, 1]) {
    const others = nearestOf(name, named, await firstOf(named.search(name.slice(0, length))));
    if (others.length > 0) return others;
  }
  return [];
}

function nearestOf<T>(name: string, named: Named<T>, items: readonly T[]): readonly string[] {
  const most = Math.max(2, Math.floor(name.length / 3));
  return items
    .map((item) => named.names(item)[0] ?? '')
    .map((other) => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, far }) => far <= most || other.toLowerCase().includes(name.toLowerCase()))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, NEAR_SHOWN)
    .map(({ other }) => other);
}

/** Levenshtein's: letters to add, take away or change. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function unknown<T>(name: string, { noun, listedBy }: Named<T>, near: readonly string[]): Fault {
  const hint = near.length > 0 ? `Near it: ${near.map(visible).join(', ')}` : `"${listedBy}" lists them`;
  return new Fault({ owner: 'caller', code: 'unknown-name', message: `No ${noun} "${visible(name)}". ${hint}` });
}

function ambiguous<T>(name: string, { noun, id }: Named<T>, matches: readonly T[]): Fault {
  const ids = matches.slice(0, NEAR_SHOWN).map((match) => `\n  ${id(match)}`);
  return new Fault({
    owner: 'caller',
    code: 'ambiguous-name',
    message: `More than one ${noun} is named "${visible(name)}". Give the id:${ids.join('')}\n`,
  });
}
