export type Language = 'en' | 'de';
export const LANGUAGES: readonly Language[] = ['en', 'de'];

/**
 * RFC 4647 §3.4 look-up of an Accept-Language header in the languages we have.
 * @returns the first match by descending quality, `fallback` when none.
 */
export function lookUpLanguage(acceptLanguage: string, fallback: Language): Language {
  const ranges = acceptLanguage
    .split(',')
    .map((part, order) => {
      const [range = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { range: range.trim().toLowerCase(), quality: quality === undefined ? 1 : Number(quality), order };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.order - b.order);
  for (const { range } of ranges) {
    for (let tag = range; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
      const found = LANGUAGES.find((language) => language === tag);
      if (found !== undefined) return found;
    }
  }
  return fallback;
}
