import { createHash } from 'node:crypto';
import { ProblemFault } from '../problem-fault.ts';

/** A strong validator (RFC 9110 §8.8.3) of one representation. */
export function etagOf(representation: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 22)}"`;
}

/**
 * RFC 9110 §13.1.1.
 * @throws ProblemFault `precondition-failed` when `header` names none of the states of `representation`
 */
export function requireMatch(header: string | undefined, representation: unknown): void {
  if (header === undefined || header.trim() === '*') return;
  if (!tagsIn(header).includes(etagOf(representation))) throw new ProblemFault('precondition-failed');
}

/** RFC 9110 §13.1.2: whether the reader has this very representation. */
export function alreadyHas(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header.trim() === '*' || tagsIn(header).includes(etag));
}

function tagsIn(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
