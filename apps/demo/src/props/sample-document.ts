/**
 * A PDF document of some pages, each with a heading and a few lines: enough to be counted, rendered and read.
 * Text is limited to printable ASCII.
 */
export function sampleDocument(title: string, pages: number): Uint8Array<ArrayBuffer> {
  const font = 3;
  const pageAt = (index: number): number => 4 + 2 * index;
  const numbers = Array.from({ length: pages }, (_, index) => index);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((index) => `${pageAt(index)} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...numbers.flatMap((index) => {
      const content = pageContent(title, index + 1, pages);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${pageAt(index) + 1} 0 R ` +
          `/Resources << /Font << /F1 ${font} 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return new TextEncoder().encode(assemble(objects));
}

function pageContent(title: string, page: number, pages: number): string {
  const lines = Array.from(
    { length: 12 },
    (_, row) => `0.85 g 72 ${660 - 36 * row} ${430 - 17 * ((row * 5) % 7)} 8 re f`,
  );
  const text = `0 g BT /F1 26 Tf 72 740 Td (${escaped(title)}) Tj ET BT /F1 12 Tf 72 708 Td (Page ${page} of ${pages}) Tj ET`;
  return [text, ...lines].join('\n');
}

const escaped = (text: string): string => text.replaceAll(/[^ -~]/g, '?').replaceAll(/[\\()]/g, String.raw`\$&`);

/** ISO 32000-1 §7.5: header, objects, cross-reference table with the byte offset of each, trailer. ASCII throughout. */
function assemble(objects: readonly string[]): string {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return (
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  );
}

/** The heading of a document of this module as it lies in a tray; undefined for any other document. */
export function titleOf(document: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(document);
  return /BT \/F1 26 Tf [\d ]+Td \(((?:[^\\()]|\\.)*)\) Tj/.exec(text)?.[1]?.replaceAll(/\\(.)/g, '$1');
}
