/** A row that was not imported, as the server's report names it; never with the secret. */
export interface BadRow {
  readonly line: string;
  readonly column: string;
  readonly reason: string;
}

/** Reads the report `LINE,COLUMN,REASON` (RFC 4180 quoting, header line). Broken lines are left out. */
export function readImportReport(csv: string): BadRow[] {
  return records(csv)
    .slice(1)
    .flatMap(([line, column, reason]) =>
      line === undefined || reason === undefined ? [] : [{ line, column: column ?? '', reason }],
    );
}

function records(csv: string): string[][] {
  const all: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const text = csv.replace(/^\uFEFF/, '');
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.length > 1 || row[0] !== '') all.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (quoted && letter === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (letter === '"') quoted = !quoted;
    else if (quoted) cell += letter;
    else if (letter === ',') endCell();
    else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
  }
  endRow();
  return all;
}
