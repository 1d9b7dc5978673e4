/** What a directory calls somebody for ever, as text: its own where it is text, the usual form where it is not. */
export function externalIdOf(attribute: string, value: string | Buffer | undefined): string {
  if (value === undefined) return '';
  const bytes = typeof value === 'string' ? undefined : value;
  const name = attribute.toLowerCase();
  if (name === 'objectguid') return guidOf(bytes ?? Buffer.from(value));
  if (name === 'objectsid') return sidOf(bytes ?? Buffer.from(value));
  return bytes?.toString('hex') ?? String(value).trim();
}

/** The value a filter compares with (RFC 4515): what `externalIdOf` made text of. */
export function externalIdValue(attribute: string, text: string): string | Buffer {
  const name = attribute.toLowerCase();
  if (name === 'objectguid') return swapped(Buffer.from(text.replaceAll('-', ''), 'hex'));
  if (name === 'objectsid') return sidBytes(text);
  return text;
}

/** [MS-DTYP] §2.3.4: the first three fields lie with their least octet first. */
function guidOf(bytes: Buffer): string {
  if (bytes.length !== 16) return bytes.toString('hex');
  const hex = swapped(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function swapped(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  other.subarray(0, 4).reverse();
  other.subarray(4, 6).reverse();
  other.subarray(6, 8).reverse();
  return other;
}

/** [MS-DTYP] §2.4.2: revision, number of parts, six octets of authority, then the parts. */
function sidOf(bytes: Buffer): string {
  const count = bytes[1] ?? 0;
  if (bytes.length !== 8 + 4 * count) return bytes.toString('hex');
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(8 + 4 * index));
  return ['S', bytes[0], bytes.readUIntBE(2, 6), ...parts].join('-');
}

function sidBytes(text: string): Buffer {
  const [revision = 0, authority = 0, ...parts] = text.split('-').slice(1).map(Number);
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes.writeUInt8(revision, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  for (const [index, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * index);
  return bytes;
}
