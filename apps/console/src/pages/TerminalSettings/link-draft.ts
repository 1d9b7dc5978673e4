import { linkSettings, type LinkSettings } from '@holdover/api';

/** An address as typed; the key stays while it is moved. */
export interface GatewayRow {
  readonly key: string;
  readonly value: string;
}

export type GatewayFault = 'missing' | 'no-address' | 'twice';

const address = linkSettings.shape.gateways.element;

export const MOST_GATEWAYS = 16;

export function rowsOf({ gateways }: LinkSettings): readonly GatewayRow[] {
  return gateways.map((value, index) => ({ key: `saved-${index}`, value }));
}

/** What is wrong with the row at `index`; the later of two equal ones is. */
export function faultAt(rows: readonly GatewayRow[], index: number): GatewayFault | undefined {
  const value = rows[index]?.value.trim() ?? '';
  if (value === '') return 'missing';
  if (!address.safeParse(value).success) return 'no-address';
  return rows.slice(0, index).some((row) => isSame(row.value, value)) ? 'twice' : undefined;
}

/** The settings the rows stand for; null while one is wrong. */
export function settingsOf(rows: readonly GatewayRow[]): LinkSettings | null {
  if (rows.some((_row, index) => faultAt(rows, index) !== undefined)) return null;
  return { gateways: rows.map(({ value }) => value.trim()) };
}

export function sameRows(a: readonly GatewayRow[], b: readonly GatewayRow[]): boolean {
  return a.length === b.length && a.every(({ value }, index) => value.trim() === b[index]?.value.trim());
}

/** Names of hosts know no case. */
function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
