/** RFC 8011 §5.4.15 and the registry: the operations this library speaks. */
export const OPERATION = {
  'Print-Job': 0x0002,
  'Validate-Job': 0x0004,
  'Create-Job': 0x0005,
  'Send-Document': 0x0006,
  'Cancel-Job': 0x0008,
  'Get-Job-Attributes': 0x0009,
  'Get-Jobs': 0x000a,
  'Get-Printer-Attributes': 0x000b,
  'Cancel-My-Jobs': 0x0039,
  'Close-Job': 0x003b,
  'Identify-Printer': 0x003c,
} as const;

export type Operation = keyof typeof OPERATION;

const BY_CODE: ReadonlyMap<number, Operation> = new Map(
  // `Object.entries` widens keys to string; the table has no others.
  (Object.entries(OPERATION) as [Operation, number][]).map(([name, code]) => [code, name]),
);

export function operationOf(code: number): Operation | undefined {
  return BY_CODE.get(code);
}
