import {
  cloneElement,
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
} from 'react';

/** Before a hint shows under a pointer that rests, in milliseconds: one that passes by wants none. */
const REST = 300;

const Tip = lazy(async () => ({ default: (await import('./tip.tsx')).Tip }));

interface Hinted {
  readonly 'aria-describedby'?: string | undefined;
  readonly onPointerEnter?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  readonly onPointerLeave?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  readonly onFocus?: ((event: FocusEvent<HTMLElement>) => void) | undefined;
  readonly onBlur?: ((event: FocusEvent<HTMLElement>) => void) | undefined;
}

interface HintProps {
  readonly label: string;
  readonly children: ReactElement<Hinted>;
}

/** What stands behind a word or a button, on hover and focus. A table holds hundreds: until one is shown it costs four handlers. */
export function Hint({ label, children }: HintProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hide = (): void => {
    clearTimeout(rest.current);
    setTarget(null);
  };
  useEffect(() => () => clearTimeout(rest.current), []);
  const { props } = children;
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => {
          props.onPointerEnter?.(event);
          const under = event.currentTarget;
          rest.current = setTimeout(() => setTarget(under), event.pointerType === 'mouse' ? REST : 0);
        },
        onPointerLeave: (event) => (props.onPointerLeave?.(event), hide()),
        onFocus: (event) => {
          props.onFocus?.(event);
          if (event.currentTarget.matches(':focus-visible')) setTarget(event.currentTarget);
        },
        onBlur: (event) => (props.onBlur?.(event), hide()),
      })}
      {target === null ? null : (
        <Suspense fallback={null}>
          <Tip label={label} target={target} onHide={hide} />
        </Suspense>
      )}
    </>
  );
}
