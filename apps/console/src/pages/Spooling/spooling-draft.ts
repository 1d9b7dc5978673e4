import { SPOOLING_LIMITS, type SpoolingSettings } from '@holdover/api';
import { wholeNumber } from '../../kit/whole-number.ts';

export type SpoolingField = keyof SpoolingSettings;

/** In the order that people read them. */
export const SPOOLING_FIELDS: readonly SpoolingField[] = [
  'retentionHours',
  'keepForReprintHours',
  'maxJobMegabytes',
  'maxSpoolMegabytes',
  'maxJobs',
];

/** As typed: numbers are texts until somebody saves. */
export type SpoolingDraft = Readonly<Record<SpoolingField, string>>;

export function draftOf(settings: SpoolingSettings): SpoolingDraft {
  return {
    retentionHours: String(settings.retentionHours),
    keepForReprintHours: String(settings.keepForReprintHours),
    maxJobMegabytes: String(settings.maxJobMegabytes),
    maxSpoolMegabytes: String(settings.maxSpoolMegabytes),
    maxJobs: String(settings.maxJobs),
  };
}

/** The settings a draft stands for; null while a field is outside of its limits. */
export function settingsOf(draft: SpoolingDraft): SpoolingSettings | null {
  const read = (field: SpoolingField): number | null => wholeNumber(draft[field], SPOOLING_LIMITS[field]);
  const retentionHours = read('retentionHours');
  const keepForReprintHours = read('keepForReprintHours');
  const maxJobMegabytes = read('maxJobMegabytes');
  const maxSpoolMegabytes = read('maxSpoolMegabytes');
  const maxJobs = read('maxJobs');
  if (
    retentionHours === null ||
    keepForReprintHours === null ||
    maxJobMegabytes === null ||
    maxSpoolMegabytes === null ||
    maxJobs === null
  )
    return null;
  return { retentionHours, keepForReprintHours, maxJobMegabytes, maxSpoolMegabytes, maxJobs };
}

export function sameDraft(a: SpoolingDraft, b: SpoolingDraft): boolean {
  return SPOOLING_FIELDS.every((field) => a[field].trim() === b[field].trim());
}
