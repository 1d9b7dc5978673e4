/**
 * What goes wrong with the scanner until told otherwise: the feeder takes no sheet · a sheet jams after `afterSides` more sides ·
 * its cover is open · it answers nothing at all · a side takes `times` as long · it is busy for somebody else.
 */
export type ScannerFault =
  | { readonly kind: 'feeder-empty' }
  | { readonly kind: 'jam'; readonly afterSides: number }
  | { readonly kind: 'cover-open' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly times: number }
  | { readonly kind: 'busy' };
