import { Fault } from './fault.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * One text for one value, as RFC 8785 (JCS) for the subset used here: keys in code-unit order, no white space,
 * integers only. Undefined members are left out. Used wherever a JSON value is hashed or signed.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) {
      throw new Fault({ owner: 'ours', code: 'not-canonical', message: `${value} is not a safe integer` });
    }
    return String(value);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
