import { decodeMessage, encodeMessage, GROUP, groupOf, integerOf, stringOf, type Attribute } from '@holdover/ipp';
import { fromBase64Url, present, toBase64Url } from '@holdover/kernel';
import type { Job } from './job.ts';

/** A message that is never sent: its job group is the template. */
const ENVELOPE = { version: { major: 2, minor: 0 }, code: 0, requestId: 1 };

export function encodeTemplate(template: readonly Attribute[]): string {
  return toBase64Url(encodeMessage({ ...ENVELOPE, groups: [{ tag: GROUP.job, attributes: template }] }));
}

export function decodeTemplate(text: string): readonly Attribute[] {
  const bytes = present(fromBase64Url(text), 'template of a job');
  return groupOf(decodeMessage(bytes).message, GROUP.job);
}

const STANDARD_PRIORITY = 50;
const MOST_COPIES = 9_999;

/** What of a template has a column of its own. */
export function templateColumns(
  template: readonly Attribute[],
): Pick<Job, 'template' | 'copies' | 'sides' | 'priority'> {
  const sides = stringOf(template, 'sides');
  const priority = integerOf(template, 'job-priority') ?? STANDARD_PRIORITY;
  return {
    template: encodeTemplate(template),
    copies: Math.min(MOST_COPIES, Math.max(1, integerOf(template, 'copies') ?? 1)),
    sides: sides === 'two-sided-long-edge' || sides === 'two-sided-short-edge' ? sides : 'one-sided',
    priority: Math.min(100, Math.max(1, priority)),
  };
}

/** G5: whether it comes out in colour, as the ticket and the document say; null where neither tells. */
export function colorOf(template: readonly Attribute[], document: boolean | null): boolean | null {
  const mode = stringOf(template, 'print-color-mode') ?? 'auto';
  if (mode === 'monochrome' || mode === 'process-monochrome' || mode === 'bi-level') return false;
  if (document === false) return false;
  return mode === 'color' ? true : document;
}

/** RFC 8011 §5.2.3: whether a job shall wait until somebody lets it go on. */
export function asksToHold(template: readonly Attribute[]): boolean {
  const until = stringOf(template, 'job-hold-until');
  return until !== undefined && until !== 'no-hold';
}
