import { utf8 } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf } from '../model/read.ts';
import { formatOf } from './document-format.ts';
import { START, createFakePrinter, some } from './testing/fake-printer.ts';

const format = (name: string) => attr.mimeMediaType('document-format', name);

describe('a document is known by how it begins', () => {
  test.each([
    ['%PDF-1.7\n…', 'application/pdf'],
    ['%!PS-Adobe-3.0', 'application/postscript'],
    ['RaS2....', 'image/pwg-raster'],
    ['RaS3....', 'application/vnd.cups-raster'],
    ['UNIRAST\0....', 'image/urf'],
    ['GIF89a', 'image/gif'],
    ['PK\u0003\u0004', 'application/zip'],
    ['\u001bE\u001b&l', 'application/vnd.hp-PCL'],
    [') HP-PCL XL;3;0;', 'application/vnd.hp-PCLXL'],
    ['Dear reader', undefined],
    ['', undefined],
  ])('%j', (text, found) => {
    expect(formatOf(utf8(text))).toBe(found);
  });

  test.each([
    [[0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
    [[0x49, 0x49, 0x2a, 0x00], 'image/tiff'],
  ])('%j', (octets, found) => {
    expect(formatOf(Uint8Array.from(octets))).toBe(found);
  });
});

describe('a document the printer does not take is refused, naming those it takes (RFC 8011 §4.2.1.1)', () => {
  test('declared', async () => {
    const { ask, jobs } = createFakePrinter(createFakeClock(START));
    const answered = await ask('Print-Job', { operation: [format('image/tiff')], document: some('II*\0') });
    expect(answered).toMatchObject({
      status: 'client-error-document-format-not-supported',
      statusMessage: 'image/tiff is not taken, but application/pdf',
    });
    expect(groupOf(answered.message, GROUP.unsupported)).toEqual([format('image/tiff')]);
    expect(jobs.taken).toEqual([]);
  });

  test.each([[[]], [[format('application/octet-stream')]]])('found, as declared %j', async (operation) => {
    const { ask, jobs } = createFakePrinter(createFakeClock(START));
    const answered = await ask('Print-Job', { operation, document: some('RaS2....') });
    expect(answered).toMatchObject({
      status: 'client-error-document-format-not-supported',
      statusMessage: 'image/pwg-raster is not taken, but application/pdf',
    });
    expect(jobs.taken).toEqual([]);
  });

  test('found by its first octets one by one, the document whole all the same', async () => {
    const { ask, jobs } = createFakePrinter(createFakeClock(START));
    const drops = (async function* () {
      for (const letter of '%PDF-1.7 and so on, to its end') yield utf8(letter);
    })();
    expect((await ask('Print-Job', { document: drops })).status).toBe('successful-ok');
    expect(jobs.taken[0]?.data).toBe('%PDF-1.7 and so on, to its end');
  });

  test('what is not recognised is passed on where the printer takes anything', async () => {
    const { ask, jobs } = createFakePrinter(createFakeClock(START));
    await ask('Print-Job', { document: some('plain') });
    expect(jobs.taken[0]?.data).toBe('plain');
  });

  test('Get-Printer-Attributes for such a format', async () => {
    const { ask } = createFakePrinter(createFakeClock(START));
    const answered = await ask('Get-Printer-Attributes', { operation: [format('image/tiff')] });
    expect(answered.status).toBe('client-error-document-format-not-supported');
  });
});

test('a document is refused where it has more octets than the printer takes, its compression undone', async () => {
  async function* inflated(data: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of data) for (let nth = 0; nth < 1_000; nth++) yield chunk;
  }
  const { ask, jobs } = createFakePrinter(createFakeClock(START), { mostBytes: 1_000, decompress: { gzip: inflated } });
  const gzip = [attr.keyword('compression', 'gzip')];
  expect((await ask('Print-Job', { operation: gzip, document: some('a') })).status).toBe('successful-ok');
  expect(jobs.taken[0]?.data).toHaveLength(1_000);
  expect((await ask('Print-Job', { operation: gzip, document: some('ab') })).status).toBe(
    'client-error-request-entity-too-large',
  );
});
