/** A PIN as the server shows it this once. */
export interface RenewedRow {
  readonly userName: string;
  readonly fullName: string;
  readonly pin: string;
}

/** RFC 4180, UTF-8 with a mark, for the program that prints the letters. No cell begins a formula. */
export function renewedPinsCsv(rows: readonly RenewedRow[]): string {
  const lines = [
    ['USERNAME', 'FULLNAME', 'PIN'],
    ...rows.map(({ userName, fullName, pin }) => [userName, fullName, pin]),
  ];
  return `\uFEFF${lines.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
