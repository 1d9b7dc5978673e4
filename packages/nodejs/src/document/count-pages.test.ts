import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createPageCounter, type DocumentFacts } from './count-pages.ts';

describe('PDF', () => {
  const page = (number: number): string => `${number} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n`;
  const tree = '1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Count 2>> endobj\n';

  test('page objects are counted, page trees are not', () => {
    expect(count('application/pdf', `%PDF-1.4\n${tree}${page(3)}${page(4)}%%EOF`).pages).toBe(2);
  });

  test('an object written again by an update counts once, as what it was last', () => {
    const gone = '4 0 obj\n<< /Type /Annot >>\nendobj\n';
    expect(count('application/pdf', `%PDF-1.4\n${tree}${page(3)}${page(4)}${page(3)}${gone}`).pages).toBe(1);
  });

  test('pages in a compressed object stream are counted', () => {
    const objects = ['<</Type/Page/A 1>>', '<</Type/Pages>>', '<</Type /Page>>'];
    const offsets = [0, objects[0]?.length ?? 0, (objects[0]?.length ?? 0) + (objects[1]?.length ?? 0)];
    const head = `11 ${offsets[0]} 12 ${offsets[1]} 13 ${offsets[2]} `;
    const stream = deflateSync(Buffer.from(head + objects.join(''), 'latin1')).toString('latin1');
    const object = `9 0 obj <</Type/ObjStm/N 3/First ${head.length}/Filter/FlateDecode>> stream\r\n${stream}\nendstream\nendobj\n`;
    expect(count('application/pdf', `%PDF-1.5\n${object}`).pages).toBe(2);
  });

  test('a large image between pages is passed over', () => {
    const image = `5 0 obj <</Type/XObject/Length 200000>> stream\n${'\u0080x'.repeat(100_000)}\nendstream\nendobj\n`;
    expect(count('application/pdf', `%PDF-1.4\n${page(3)}${image}${page(4)}`).pages).toBe(2);
  });

  test('what has no pages is not known to have one', () => {
    expect(count('application/pdf', '%PDF-1.4 rubbish').pages).toBeUndefined();
  });
});

describe('PWG Raster', () => {
  test('page headers are counted through the compressed lines', () => {
    const lines = [
      1,
      3,
      0xff, // two lines: four white pixels
      0,
      0xfe,
      1,
      2,
      3,
      0,
      9, // one line: three pixels as they are, one repeated once
      0,
      128, // one blank line
    ];
    const raster = [...Buffer.from('RaS2'), ...header(18, 8), ...lines, ...header(18, 8), ...lines];
    expect(count('image/pwg-raster', Buffer.from(raster))).toMatchObject({ pages: 2, color: false });
    expect(count('image/pwg-raster', Buffer.from(raster.slice(0, -1))).pages).toBeUndefined();
  });

  test('a page in sRGB is in colour', () => {
    const raster = [...Buffer.from('RaS2'), ...header(19, 24), 3, 3, 1, 2, 3];
    expect(count('image/pwg-raster', Buffer.from(raster))).toMatchObject({ pages: 1, color: true });
  });

  function header(colorSpace: number, bits: number): number[] {
    const page = Buffer.alloc(1796);
    page.writeUInt32BE(4, 372);
    page.writeUInt32BE(4, 376);
    page.writeUInt32BE(bits, 388);
    page.writeUInt32BE(colorSpace, 400);
    return [...page];
  }
});

test.each([
  [1, false],
  [3, true],
])('a JPEG of %i components', (components, color) => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0, 1, 0, 1, components, 0, 0]);
  expect(count('image/jpeg', jpeg)).toMatchObject({ pages: 1, color });
});

test('plain text is paged by form feeds and 66 lines', () => {
  expect(count('text/plain', 'one line').pages).toBe(1);
  expect(count('text/plain', 'a\n'.repeat(66)).pages).toBe(1);
  expect(count('text/plain', 'a\n'.repeat(67)).pages).toBe(2);
  expect(count('text/plain', 'a\fb\fc').pages).toBe(3);
  expect(count('text/plain', 'a\f').pages).toBe(1);
});

test.each([
  ['%PDF-1.7\n', 'application/pdf'],
  ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
  ['RaS2', 'image/pwg-raster'],
  ['Hello\n', 'text/plain'],
  ['\u0000\u0001', 'application/octet-stream'],
  ['%!PS-Adobe-3.0\n', 'application/postscript'],
  ['\u001b%-12345X@PJL\r\n', 'application/octet-stream'],
])('%j sent as octets is recognised as %s', (content, format) => {
  expect(count('application/octet-stream', content).format).toBe(format);
});

test.each([
  ['%PDF-1.7\n', 'text/plain', 'application/pdf'],
  ['RaS2', 'image/jpeg', 'image/pwg-raster'],
  ['no signature', 'application/pdf', 'application/pdf'],
  ['%PDF-1.7\n%PCLm 1.0', 'application/PCLm', 'application/PCLm'],
])('%j sent as %s is taken for %s', (content, declared, found) => {
  expect(count(declared, content).format).toBe(found);
});

test('mutated documents are looked at without a throw', () => {
  const stream = deflateSync(Buffer.from('1 0 2 9 <</Type/Page>>')).toString('latin1');
  const object = `9 0 obj <</Type/ObjStm/N 2/First 8/Filter/FlateDecode>> stream\n${stream}\nendstream endobj`;
  const seeds = [
    Buffer.from(`%PDF-1.5\n3 0 obj <</Type /Page>> endobj ${object}`, 'latin1'),
    Buffer.concat([Buffer.from('RaS2'), Buffer.alloc(1796, 1), Buffer.alloc(50, 129)]),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0, 1, 0, 1, 3, 0, 0]),
  ];
  let state = 4711;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  for (let i = 0; i < 6_000; i++) {
    const mutant = Buffer.from(seeds[i % seeds.length] ?? '');
    for (let changes = 1 + random(5); changes > 0; changes--) mutant[random(mutant.length)] = random(256);
    const counter = createPageCounter('application/octet-stream');
    counter.push(mutant.subarray(0, 1 + random(mutant.length)));
    expect(counter.end().pages ?? 1).toBeGreaterThanOrEqual(1);
  }
});

test('overlapping objects of an object stream are not gone through again and again', () => {
  const many = 20_000;
  const head = Array.from({ length: many }, (_, i) => `${i + 1} ${i % 2 === 0 ? 0 : 1_000_000}`).join(' ');
  const data = `${head} ${' '.repeat(2_000_000)}`;
  const stream = deflateSync(Buffer.from(data, 'latin1')).toString('latin1');
  const dictionary = `<</Type/ObjStm/N ${many}/First ${head.length + 1}/Filter/FlateDecode>>`;
  const start = performance.now();
  expect(count('application/pdf', `%PDF-1.5\n9 0 obj ${dictionary} stream\n${stream}\nendstream endobj`).pages).toBe(
    undefined,
  );
  expect(performance.now() - start).toBeLessThan(3_000);
});

/** However it is cut, the answer is the same. */
function count(format: string, content: string | Buffer): DocumentFacts {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const answers = [1, 100, bytes.length].map((size) => {
    const counter = createPageCounter(format);
    for (let at = 0; at < bytes.length; at += size) counter.push(bytes.subarray(at, at + size));
    return counter.end();
  });
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  return answers[2] ?? { format, pages: undefined, color: undefined };
}
