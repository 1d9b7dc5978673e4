import { utf8 } from '@holdover/kernel';
import type { Attribute } from '../codec/message.ts';
import { attr } from '../model/attr.ts';
import { JOB_STATE } from '../registry/states.ts';
import { OPERATION, type Operation } from '../registry/operations.ts';
import { mediaAttributes } from './media-description.ts';
import { EVENTS, EVENT_LIFE, LEASE } from './subscriptions.ts';

/** What a model can do, as one row of data. */
export interface PrinterFeatures {
  readonly name: string;
  readonly makeAndModel: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly location: string;
  readonly organization: string;
  /** RFC 9562 text form. */
  readonly uuid: string;
  readonly color: boolean;
  readonly duplex: boolean;
  readonly formats: readonly string[];
  readonly compressions: readonly string[];
  readonly pagesPerMinute: number;
  /** PWG 5101.1 self-describing names; the first is the default. */
  readonly media: readonly string[];
  readonly operations: readonly Operation[];
}

const DPI = (dots: number) => ({ cross: dots, feed: dots, units: 'dpi' as const });
const NORMAL_QUALITY = 4;
const PORTRAIT = 3;
const NO_FINISHING = 3;
const NO_FINISHING_COL: readonly Attribute[] = [attr.keyword('finishing-template', 'none')];

/** The attributes of an IPP Everywhere printer (PWG 5100.14 §5) that do not change while it runs. */
export function describePrinter(features: PrinterFeatures): readonly Attribute[] {
  return [
    ...identity(features),
    ...protocol(features),
    ...documents(features),
    ...scheduling(features),
    ...notifications(features),
    ...jobTemplate(features),
    ...mediaAttributes(features.media),
    ...raster(features),
    ...SUPPLIES,
  ];
}

/**
 * PWG 5100.14 §5.3 asks every printer for them, PWG 5100.13 §6.6 says them as the Printer MIB does: -2 is unknown. Whoever knows
 * better replaces them.
 */
const SUPPLIES: readonly Attribute[] = [
  attr.octetString(
    'printer-supply',
    utf8('index=1;class=other;type=unknown;unit=percent;maxcapacity=-2;level=-2;colorantname=unknown;'),
  ),
  attr.text('printer-supply-description', 'Unknown'),
];

function identity(f: PrinterFeatures): readonly Attribute[] {
  const commands = f.formats.includes('application/pdf') ? 'PDF,PWGRaster,JPEG' : 'PWGRaster,JPEG';
  return [
    attr.name('printer-name', f.name),
    attr.name('printer-dns-sd-name', f.name),
    attr.keyword('printer-kind', 'document'),
    attr.text('printer-info', f.name),
    attr.text('printer-location', f.location),
    attr.text('printer-make-and-model', f.makeAndModel),
    attr.text('printer-device-id', `MFG:${f.manufacturer};MDL:${f.model};CMD:${commands};`),
    attr.text('printer-organization', f.organization),
    attr.text('printer-organizational-unit', ''),
    attr.uri('printer-uuid', `urn:uuid:${f.uuid}`),
    attr.outOfBand('printer-geo-location', 'unknown'),
    attr.boolean('color-supported', f.color),
    attr.integer('pages-per-minute', f.pagesPerMinute),
    ...(f.color ? [attr.integer('pages-per-minute-color', f.pagesPerMinute)] : []),
  ];
}

function protocol(f: PrinterFeatures): readonly Attribute[] {
  return [
    attr.charset('charset-configured', 'utf-8'),
    attr.charset('charset-supported', ['us-ascii', 'utf-8']),
    attr.naturalLanguage('natural-language-configured', 'en'),
    attr.naturalLanguage('generated-natural-language-supported', 'en'),
    attr.keyword('ipp-versions-supported', ['1.1', '2.0']),
    attr.keyword('ipp-features-supported', 'ipp-everywhere'),
    attr.enum(
      'operations-supported',
      f.operations.map((operation) => OPERATION[operation]),
    ),
    attr.keyword('which-jobs-supported', WHICH_JOBS),
    attr.keyword('printer-get-attributes-supported', 'document-format'),
    attr.keyword('identify-actions-default', 'display'),
    attr.keyword('identify-actions-supported', ['display', 'sound']),
    attr.boolean('job-ids-supported', true),
    attr.boolean('preferred-attributes-supported', false),
    attr.boolean('multiple-document-jobs-supported', false),
    attr.integer('multiple-operation-time-out', 60),
    attr.keyword('multiple-operation-time-out-action', 'abort-job'),
    attr.keyword('overrides-supported', [
      'document-number',
      'document-numbers',
      'pages',
      ...(f.duplex ? ['sides'] : []),
      'media',
    ]),
  ];
}

function documents(f: PrinterFeatures): readonly Attribute[] {
  return [
    attr.mimeMediaType('document-format-default', 'application/octet-stream'),
    attr.mimeMediaType('document-format-supported', f.formats),
    attr.keyword('compression-supported', f.compressions),
    attr.keyword('pdl-override-supported', 'attempted'),
    attr.keyword('pdf-versions-supported', ['adobe-1.3', 'adobe-1.4', 'adobe-1.5', 'adobe-1.6', 'iso-32000-1_2008']),
    attr.range('job-k-octets-supported', 0, 2 ** 31 - 1),
    attr.range('job-impressions-supported', 0, 2 ** 31 - 1),
    attr.range('job-media-sheets-supported', 0, 2 ** 31 - 1),
  ];
}

/** RFC 8011 §5.2.1, §5.2.2, §5.2.3; RFC 3380 §7 and §8. */
function scheduling(f: PrinterFeatures): readonly Attribute[] {
  const names = jobCreation(f);
  return [
    attr.keyword('job-hold-until-default', 'no-hold'),
    attr.keyword('job-hold-until-supported', ['no-hold', 'indefinite']),
    attr.integer('job-priority-default', 50),
    attr.integer('job-priority-supported', 100),
    attr.keyword('job-sheets-default', 'none'),
    attr.keyword('job-sheets-supported', 'none'),
    attr.keyword('job-settable-attributes-supported', ['job-name', ...names.filter(isTemplate)]),
    attr.keyword('printer-settable-attributes-supported', 'none'),
  ];
}

/** RFC 3995 §6, RFC 3996 §8; where the operations are served. */
function notifications(f: PrinterFeatures): readonly Attribute[] {
  if (!f.operations.includes('Create-Printer-Subscriptions')) return [];
  return [
    attr.keyword('notify-events-default', 'job-completed'),
    attr.keyword('notify-events-supported', EVENTS),
    attr.integer('notify-lease-duration-default', LEASE.preset),
    attr.range('notify-lease-duration-supported', LEASE.least, LEASE.most),
    attr.integer('notify-max-events-supported', EVENTS.length),
    attr.keyword('notify-pull-method-supported', 'ippget'),
    attr.integer('ippget-event-life', EVENT_LIFE),
  ];
}

function jobTemplate(f: PrinterFeatures): readonly Attribute[] {
  const sides = f.duplex ? ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'] : ['one-sided'];
  return [
    attr.keyword('job-creation-attributes-supported', jobCreation(f)),
    attr.integer('copies-default', 1),
    attr.range('copies-supported', 1, 999),
    attr.collection('finishings-col-database', [NO_FINISHING_COL]),
    attr.collection('finishings-col-default', [NO_FINISHING_COL]),
    attr.collection('finishings-col-ready', [NO_FINISHING_COL]),
    attr.keyword('finishings-col-supported', 'finishing-template'),
    attr.keyword('finishing-template-supported', 'none'),
    attr.enum('finishings-default', NO_FINISHING),
    attr.enum('finishings-supported', NO_FINISHING),
    attr.keyword('multiple-document-handling-default', 'separate-documents-collated-copies'),
    attr.keyword('multiple-document-handling-supported', [
      'separate-documents-collated-copies',
      'separate-documents-uncollated-copies',
    ]),
    attr.enum('orientation-requested-default', PORTRAIT),
    attr.enum('orientation-requested-supported', [3, 4, 5, 6]),
    attr.keyword('output-bin-default', 'face-down'),
    attr.keyword('output-bin-supported', 'face-down'),
    attr.boolean('page-ranges-supported', true),
    attr.keyword('print-color-mode-default', f.color ? 'auto' : 'monochrome'),
    attr.keyword('print-color-mode-supported', f.color ? ['auto', 'color', 'monochrome'] : ['monochrome']),
    attr.keyword('print-content-optimize-default', 'auto'),
    attr.keyword('print-content-optimize-supported', ['auto', 'graphic', 'photo', 'text', 'text-and-graphic']),
    attr.enum('print-quality-default', NORMAL_QUALITY),
    attr.enum('print-quality-supported', [3, 4, 5]),
    attr.keyword('print-rendering-intent-default', 'auto'),
    attr.keyword('print-rendering-intent-supported', ['auto', 'perceptual', 'relative']),
    attr.keyword('print-scaling-default', 'auto'),
    attr.keyword('print-scaling-supported', ['auto', 'auto-fit', 'fill', 'fit', 'none']),
    attr.resolution('printer-resolution-default', DPI(300)),
    attr.resolution('printer-resolution-supported', [DPI(300), DPI(600)]),
    attr.keyword('sides-default', 'one-sided'),
    attr.keyword('sides-supported', sides),
  ];
}

function jobCreation(f: PrinterFeatures): readonly string[] {
  return JOB_CREATION.filter((name) => f.duplex || name !== 'sides');
}

/** What a creation carries beside the attributes of the job itself. */
function isTemplate(name: string): boolean {
  return !['document-name', 'ipp-attribute-fidelity', 'job-name', 'job-mandatory-attributes'].includes(name);
}

const WHICH_JOBS = [
  'completed',
  'not-completed',
  'all',
  ...Object.keys(JOB_STATE).filter((state) => state !== 'completed'),
];

const JOB_CREATION = [
  'copies',
  'document-name',
  'finishings',
  'finishings-col',
  'ipp-attribute-fidelity',
  'job-hold-until',
  'job-mandatory-attributes',
  'job-name',
  'job-priority',
  'job-sheets',
  'media',
  'media-col',
  'multiple-document-handling',
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
];

function raster(f: PrinterFeatures): readonly Attribute[] {
  return [
    attr.resolution('pwg-raster-document-resolution-supported', [DPI(300), DPI(600)]),
    attr.keyword('pwg-raster-document-sheet-back', 'normal'),
    attr.keyword('pwg-raster-document-type-supported', f.color ? ['sgray_8', 'srgb_8'] : ['sgray_8']),
  ];
}
