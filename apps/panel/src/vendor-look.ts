export type VendorLook = 'kyocera' | 'ricoh' | 'canon' | 'generic';

/** Small accents by device model, so that the page sits well beside the device's own; no trademark is shown. */
export function vendorLook(model: string | undefined): VendorLook {
  switch (model) {
    case 'kyocera':
    case 'ricoh':
    case 'canon':
      return model;
    default:
      return 'generic';
  }
}
