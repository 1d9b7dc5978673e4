import { expect, test } from 'vitest';
import { TINY_JPEG } from '../testing/scripted-scanner.ts';
import { pdfOfPages } from './pdf-of-pages.ts';

async function* page(): AsyncGenerator<Uint8Array> {
  yield TINY_JPEG.subarray(0, 50);
  yield TINY_JPEG.subarray(50);
}

async function pdf(pages: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const sizes = Array.from({ length: pages }, () => ({ width: 16, height: 8 }));
  for await (const chunk of pdfOfPages({ sizes, page, resolution: 8, createdAt: new Date(0) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('each page is as large as what was scanned, and has its image as it came', async () => {
  const text = (await pdf(2)).toString('latin1');
  expect(text).toMatch(/^%PDF-1\.3/);
  expect(text).toMatch(/%%EOF\s*$/);
  expect(text.match(/\/MediaBox \[0 0 144 72\]/g)).toHaveLength(2);
  expect(text.split(Buffer.from(TINY_JPEG).toString('latin1'))).toHaveLength(3);
  expect(text).not.toContain('/Font\n');
});

test('the same pages make the same octets, so that their number is known before they are sent', async () => {
  expect(await pdf(3)).toEqual(await pdf(3));
});
