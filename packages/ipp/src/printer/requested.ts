import type { Attribute } from '../codec/message.ts';
import { find } from '../model/read.ts';

/** Attributes so large that they are sent only when named (PWG 5100.7 §6.8.16). */
const ONLY_BY_NAME: ReadonlySet<string> = new Set(['media-col-database', 'finishings-col-database']);

export type GroupTest = (name: string) => boolean;

const JOB_TEMPLATE_NAMES: ReadonlySet<string> = new Set([
  'copies',
  'finishings',
  'finishings-col',
  'job-hold-until',
  'job-priority',
  'job-sheets',
  'media',
  'media-col',
  'multiple-document-handling',
  'number-up',
  'orientation-requested',
  'output-bin',
  'overrides',
  'page-ranges',
  'print-color-mode',
  'print-content-optimize',
  'print-quality',
  'print-rendering-intent',
  'print-scaling',
  'printer-resolution',
  'sides',
]);

/** RFC 8011 §4.2.5.1. A template attribute of a printer is `x-default`, `x-ready` or `x-supported` for a known x. */
export const PRINTER_GROUPS: Readonly<Record<string, GroupTest>> = {
  all: (name) => !ONLY_BY_NAME.has(name),
  'job-template': isPrinterTemplate,
  'printer-description': (name) => !ONLY_BY_NAME.has(name) && !isPrinterTemplate(name),
  'printer-defaults': (name) => name.endsWith('-default'),
};

/** RFC 8011 §4.3.4.1. */
export const JOB_GROUPS: Readonly<Record<string, GroupTest>> = {
  all: () => true,
  'job-template': (name) => JOB_TEMPLATE_NAMES.has(name),
  'job-description': (name) => !JOB_TEMPLATE_NAMES.has(name),
};

/** The attributes asked for, by name or by group; names that do not exist are left out (RFC 8011 §4.2.5.2). */
export function select(
  attributes: readonly Attribute[],
  requested: readonly string[],
  groups: Readonly<Record<string, GroupTest>>,
): readonly Attribute[] {
  const names = new Set(requested);
  const tests = requested.flatMap((name) => (Object.hasOwn(groups, name) ? [groups[name]] : []));
  return attributes.filter(({ name }) => names.has(name) || tests.some((test) => test?.(name) === true));
}

function isPrinterTemplate(name: string): boolean {
  const match = /^(.+)-(default|ready|supported)$/.exec(name);
  return match?.[1] !== undefined && JOB_TEMPLATE_NAMES.has(match[1]);
}

/** Attributes of `first` where both have one of a name. */
export function overlay(first: readonly Attribute[], second: readonly Attribute[]): readonly Attribute[] {
  return [...first, ...second.filter(({ name }) => find(first, name) === undefined)];
}
