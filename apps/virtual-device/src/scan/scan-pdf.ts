import type { ScanOrder } from '@holdover/escl';

/** A PDF 1.4 with a page of the scanned size for each JPEG. */
export function scanPdf(pages: readonly Uint8Array[], { size, resolution, color }: ScanOrder): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const put = (part: string | Uint8Array): void => {
    const octets = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(octets);
    length += octets.length;
  };
  const object = (body: string, stream?: Uint8Array): void => {
    offsets.push(length);
    put(`${offsets.length} 0 obj\n${body}\n`);
    if (stream !== undefined) for (const part of ['stream\n', stream, '\nendstream\n']) put(part);
    put('endobj\n');
  };
  const points = (extent: number): string => ((extent * 72) / 300).toFixed(2);
  const pixels = (extent: number): number => Math.max(1, Math.round((extent * resolution) / 300));
  const [width, height] = [points(size.width), points(size.height)];

  put('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, index) => `${3 + 3 * index} 0 R`).join(' ');
  object(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  for (const [index, page] of pages.entries()) {
    const first = 3 + 3 * index;
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] ` +
        `/Resources << /XObject << /Im ${first + 2} 0 R >> >> /Contents ${first + 1} 0 R >>`,
    );
    const content = Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /Im Do Q`);
    object(`<< /Length ${content.length} >>`, content);
    object(
      `<< /Type /XObject /Subtype /Image /Width ${pixels(size.width)} /Height ${pixels(size.height)} ` +
        `/ColorSpace /${color === 'color' ? 'DeviceRGB' : 'DeviceGray'} /BitsPerComponent 8 ` +
        `/Filter /DCTDecode /Length ${page.length} >>`,
      page,
    );
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = length;
  put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}`);
  put(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return parts;
}
