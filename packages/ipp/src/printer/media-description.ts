import type { Attribute } from '../codec/message.ts';
import { attr } from '../model/attr.ts';

/** Hundredths of a millimetre. */
const MARGIN = 423;

/** PWG 5100.7 §6.9 and PWG 5101.1: the media of a printer, each name a size of its own; the first is the default. */
export function mediaAttributes(media: readonly string[]): readonly Attribute[] {
  const first = media.slice(0, 1);
  const columns = media.map(mediaCol);
  return [
    attr.keyword('media-default', first),
    attr.keyword('media-ready', first),
    attr.keyword('media-supported', media),
    attr.collection('media-col-default', columns.slice(0, 1)),
    attr.collection('media-col-ready', columns.slice(0, 1)),
    attr.collection('media-col-database', columns),
    attr.keyword('media-col-supported', [
      'media-bottom-margin',
      'media-left-margin',
      'media-right-margin',
      'media-size',
      'media-source',
      'media-top-margin',
      'media-type',
    ]),
    attr.collection('media-size-supported', media.map(mediaSize)),
    attr.keyword('media-source-supported', ['auto', 'main']),
    attr.keyword('media-type-supported', ['auto', 'stationery']),
    attr.integer('media-bottom-margin-supported', [0, MARGIN]),
    attr.integer('media-left-margin-supported', [0, MARGIN]),
    attr.integer('media-right-margin-supported', [0, MARGIN]),
    attr.integer('media-top-margin-supported', [0, MARGIN]),
  ];
}

function mediaCol(name: string): readonly Attribute[] {
  return [
    attr.collection('media-size', [mediaSize(name)]),
    attr.integer('media-bottom-margin', MARGIN),
    attr.integer('media-left-margin', MARGIN),
    attr.integer('media-right-margin', MARGIN),
    attr.integer('media-top-margin', MARGIN),
    attr.keyword('media-source', 'main'),
    attr.keyword('media-type', 'stationery'),
  ];
}

/** The size is the last part of the name (PWG 5101.1 §5): `iso_a4_210x297mm`, `na_letter_8.5x11in`. */
function mediaSize(name: string): readonly Attribute[] {
  const match = /_([0-9.]+)x([0-9.]+)(mm|in)$/.exec(name);
  const scale = match?.[3] === 'in' ? 2540 : 100;
  return [
    attr.integer('x-dimension', Math.round(Number(match?.[1] ?? 0) * scale)),
    attr.integer('y-dimension', Math.round(Number(match?.[2] ?? 0) * scale)),
  ];
}
