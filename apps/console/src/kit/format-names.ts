/** Names that people know; the others stay what they are. */
const NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/postscript': 'PostScript',
  'application/vnd.hp-pcl': 'PCL',
  'application/vnd.hp-pclxl': 'PCL XL',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/pwg-raster': 'PWG Raster',
  'image/tiff': 'TIFF',
  'image/urf': 'Apple Raster',
  'text/plain': 'Text',
};

/** Of MIME media types; what a printer only guesses at (`application/octet-stream`) is left out. */
export function formatNames(formats: readonly string[]): string[] {
  return formats.filter((format) => format !== 'application/octet-stream').map((format) => NAMES[format] ?? format);
}
