/**
 * What goes wrong with the scanner until told otherwise: the feeder feels no sheet · the sheet jams that is drawn in after
 * `afterSides` more sides · its cover is open · it answers nothing · a side takes `times` as long · it scans for somebody else.
 */
export type ScannerFault =
  | { readonly kind: 'feeder-empty' }
  | { readonly kind: 'jam'; readonly afterSides: number }
  | { readonly kind: 'cover-open' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly times: number }
  | { readonly kind: 'busy' };
