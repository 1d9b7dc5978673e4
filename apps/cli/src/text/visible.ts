/**
 * Names come from directories, files and people: in a terminal a control character could move the cursor, hide what stands
 * there or write something else in its place (CWE-150), and marks of direction turn text around. Joiners within words and
 * emoji stay.
 */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5|\p{Cs}/gu;

/** One line in which everything that is there can be seen: `U+001B` and the like stand as `<1B>`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `<${codeOf(character)}>`);
}

/** The same for text of several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** JSON means the same with these escaped; a terminal it is shown in stays as it is. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0');
}
