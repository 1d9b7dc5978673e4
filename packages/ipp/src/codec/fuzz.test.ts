import { concatBytes, instant } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { toDateTime } from '../model/date-time.ts';
import { describePrinter } from '../printer/description.ts';
import { EVERYWHERE_OPERATIONS } from '../printer/supported-operations.ts';
import { decodeMessage } from './decoder.ts';
import { encodeMessage } from './encode.ts';
import { GROUP } from './tags.ts';

const SEED = 0x1bb;
const MUTANTS = 100_000;

const description = describePrinter({
  name: 'Fuzz',
  makeAndModel: 'Fuzz 1',
  manufacturer: 'Fuzz',
  model: '1',
  location: '',
  organization: '',
  uuid: '00000000-0000-7000-8000-000000000000',
  color: true,
  duplex: true,
  formats: ['application/pdf'],
  compressions: ['none'],
  pagesPerMinute: 1,
  media: ['iso_a4_210x297mm'],
  operations: EVERYWHERE_OPERATIONS,
});
/** One attribute of every syntax, out of a real description. */
const WANTED = ['printer-name', 'printer-geo-location', 'color-supported', 'media-col-default', 'copies-supported'];
const packet = encodeMessage({
  version: { major: 2, minor: 0 },
  code: 0x0b,
  requestId: 1,
  groups: [
    { tag: GROUP.operation, attributes: [attr.charset('attributes-charset', 'utf-8')] },
    {
      tag: GROUP.printer,
      attributes: [
        ...description.filter(({ name }) =>
          [...WANTED, 'printer-resolution-supported', 'sides-supported'].includes(name),
        ),
        attr.dateTime('printer-current-time', toDateTime(instant(1_700_000_000_000))),
        attr.of('printer-info', [{ syntax: 'textWithLanguage', language: 'de', value: 'Flur' }]),
      ],
    },
  ],
});

test(`${MUTANTS} mutated packets (seed ${SEED}) are read or refused, and what is read writes back`, () => {
  // Most mutants end in a fault; their traces are most of the time.
  const traces = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const random = generator(SEED);
  let read = 0;
  let grown = 0;
  for (let i = 0; i < MUTANTS; i++) {
    const mutant = mutate(packet, random);
    try {
      const { message, rest } = decodeMessage(mutant);
      read += 1;
      // An out-of-band value may come with octets, which mean nothing and are not kept: then it is shorter.
      if (encodeMessage(message).length + rest.length > mutant.length) grown += 1;
    } catch (fault) {
      if (!(fault instanceof IppFault)) throw fault;
    }
  }
  Error.stackTraceLimit = traces;
  expect(grown).toBe(0);
  expect(read).toBeGreaterThan(MUTANTS / 100);
  expect(read).toBeLessThan(MUTANTS);
}, 30_000);

/** Up to four changes: an octet replaced, a bit flipped, the end cut off, a part doubled or taken out. */
function mutate(original: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = original.slice();
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(bytes.length);
    const length = 1 + random(20);
    switch (random(6)) {
      case 0:
      case 1:
        bytes[at] = random(256);
        break;
      case 2:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 3:
        bytes = bytes.slice(0, Math.max(1, at));
        break;
      case 4:
        bytes = concatBytes([bytes.subarray(0, at + length), bytes.subarray(at)]);
        break;
      default:
        bytes = concatBytes([bytes.subarray(0, at), bytes.subarray(at + length), Uint8Array.of(3)]);
    }
  }
  return bytes;
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
