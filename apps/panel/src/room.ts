/** How the page lies in the room it has: nothing · `tall` it scrolls · `narrow` it scrolls, and everything is in one column. */
export type Reflow = '' | 'tall' | 'narrow';

/** In lengths of the root's text: what the screens need to stand as designed, lying and held upright. */
const HEIGHT_NEEDED = 28;
const WIDTH_NEEDED = { lying: 32, upright: 30 } as const;

/** @param root the size of the root's text in px, with the browser's and the person's enlargement */
export function reflowOf(width: number, height: number, root: number): Reflow {
  const least = width > height ? WIDTH_NEEDED.lying : WIDTH_NEEDED.upright;
  if (width / root < least) return 'narrow';
  return height / root < HEIGHT_NEEDED ? 'tall' : '';
}

/** Media queries know the browser's text size and not the page's, so the page says itself what it has room for. */
export function watchRoom(target: Window): (textSize: number) => void {
  const { documentElement } = target.document;
  const measure = (): void => {
    const root = Number.parseFloat(target.getComputedStyle(documentElement).fontSize);
    documentElement.dataset['reflow'] = reflowOf(target.innerWidth, target.innerHeight, root);
  };
  target.addEventListener('resize', measure);
  return (textSize) => {
    documentElement.dataset['text'] = String(textSize);
    measure();
  };
}
