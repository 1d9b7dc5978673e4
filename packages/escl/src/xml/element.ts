import { EsclFault } from '../escl-fault.ts';

/**
 * An element without its prefix: devices write `scan:` and `pwg:` for one another, and prefixes of their own. No two names of
 * eSCL differ in the prefix alone.
 */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Without white space around it; of an element with children, empty. */
  readonly text: string;
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first of that name, where the way there is. */
export function at(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((here, name) => childrenOf(here, name)[0], element);
}

export function textAt(element: Element | undefined, ...path: readonly string[]): string | undefined {
  const text = at(element, ...path)?.text;
  return text === '' ? undefined : text;
}

/** At the most this long, and no half character at its end. */
export function shortened(text: string, most: number): string {
  return text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
}

/** @throws EsclFault where there is something that is no whole number from `least` to `most` */
export function numberAt(element: Element | undefined, name: string, { least, most }: Bounds): number | undefined {
  const text = textAt(element, name);
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new EsclFault('unexpected', `${name} is to be a whole number from ${least} to ${most}`);
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** xs:boolean. */
export function booleanAt(element: Element | undefined, name: string): boolean | undefined {
  const text = textAt(element, name);
  if (text === undefined) return undefined;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new EsclFault('unexpected', `${name} is to be true or false`);
}
