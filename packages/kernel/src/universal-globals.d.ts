/**
 * The globals that Node.js, browsers and workers share and that pure packages may use.
 * Pure packages compile with `"types": []`; whatever is not named here does not exist for them.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
