/** A hex digest as people compare it: groups of four, which lines may break between. */
export function fingerprint(hex: string): string {
  return (hex.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}
