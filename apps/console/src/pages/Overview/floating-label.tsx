import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import classes from './floating-label.module.css';

interface Pointed {
  readonly text: string;
  /** What it belongs to, in the window. */
  readonly box: DOMRect;
}

/** Distance to what is labelled and to the edges of the window, in pixels. */
const GAP = 6;

/**
 * One label for whatever within is pointed at or focused and has a `data-label`: hundreds of tooltips would cost more than
 * what they explain. Escape hides it (WCAG 1.4.13); readers hear the same from what it labels.
 */
export function FloatingLabels({ children }: { children: ReactNode }) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const show = ({ target }: PointerEvent | FocusEvent): void => {
    const labelled = target instanceof Element ? target.closest<HTMLElement | SVGElement>('[data-label]') : null;
    const text = labelled?.dataset['label'];
    setPointed(labelled === null || text === undefined ? null : { text, box: labelled.getBoundingClientRect() });
  };
  const hide = (): void => setPointed(null);
  return (
    <div
      onPointerOver={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={({ key }: KeyboardEvent) => (key === 'Escape' ? hide() : undefined)}
    >
      {children}
      {pointed === null ? null : <Label pointed={pointed} />}
    </div>
  );
}

function Label({ pointed: { text, box } }: { pointed: Pointed }) {
  const label = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = label;
    if (current === null) return;
    const { width, height } = current.getBoundingClientRect();
    const middle = box.left + box.width / 2 - width / 2;
    const above = box.top - height - GAP;
    current.style.left = `${Math.max(GAP, Math.min(middle, document.documentElement.clientWidth - width - GAP))}px`;
    current.style.top = `${above < GAP ? box.bottom + GAP : above}px`;
  }, [text, box]);
  return (
    <div ref={label} className={classes['label']} aria-hidden>
      {text}
    </div>
  );
}
