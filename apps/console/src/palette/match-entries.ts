/** Found by the words of `text` in any order, each at the beginning of a word or within one; best first, else as they came. */
export function matchEntries<T extends { readonly title: string; readonly detail?: string }>(
  entries: readonly T[],
  text: string,
): readonly T[] {
  const asked = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (asked.length === 0) return entries;
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, asked) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

/** 0: a word is nowhere in it. */
function scoreOf(
  { title, detail = '' }: { readonly title: string; readonly detail?: string },
  asked: readonly string[],
): number {
  const [name, beside] = [folded(title), folded(detail)];
  let score = name.startsWith(asked.join(' ')) ? 8 : 0;
  for (const word of asked) {
    const worth = startsAWord(name, word) ? 4 : name.includes(word) ? 2 : beside.includes(word) ? 1 : 0;
    if (worth === 0) return 0;
    score += worth;
  }
  return score;
}

function startsAWord(text: string, word: string): boolean {
  return text.startsWith(word) || text.includes(` ${word}`) || text.includes(`-${word}`);
}

/** As people type who are in a hurry: without accents and capitals. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}
