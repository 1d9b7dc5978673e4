/**
 * The shortest part of a story, in its order, that still fails: no single step of it can be left out (delta debugging, "ddmin").
 * @param fails is true of `story` itself
 */
export async function shortest<S>(
  story: readonly S[],
  fails: (part: readonly S[]) => boolean | Promise<boolean>,
): Promise<readonly S[]> {
  let part = story;
  for (let pieces = 2; part.length > 0;) {
    const less = await firstFailing(withoutEach(part, pieces), fails);
    if (less !== undefined) {
      part = less;
      pieces = Math.max(2, pieces - 1);
    } else if (pieces < part.length) {
      pieces = Math.min(part.length, pieces * 2);
    } else {
      return part;
    }
  }
  return part;
}

async function firstFailing<S>(
  parts: Iterable<readonly S[]>,
  fails: (part: readonly S[]) => boolean | Promise<boolean>,
): Promise<readonly S[] | undefined> {
  for (const part of parts) if (await fails(part)) return part;
  return undefined;
}

/** The story without its first piece, without its second … */
function* withoutEach<S>(story: readonly S[], pieces: number): Generator<readonly S[]> {
  const length = Math.ceil(story.length / pieces);
  for (let at = 0; at < story.length; at += length) yield story.toSpliced(at, length);
}
