import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import './dialog.css';

interface DialogProps {
  readonly heading: string;
  readonly text?: string;
  readonly onDismiss: () => void;
  readonly children: ComponentChildren;
}

/** A question that waits for an answer: takes the focus, keeps it, and gives it back. */
export function Dialog({ heading, text, onDismiss, children }: DialogProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <div class="dialog-backdrop" onClick={(event) => event.target === event.currentTarget && onDismiss()}>
      <div
        ref={box}
        class="dialog"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}h`}
        aria-describedby={text === undefined ? undefined : `${id}t`}
        onKeyDown={keepFocusInside}
      >
        <h2 id={`${id}h`}>{heading}</h2>
        {text !== undefined && <p id={`${id}t`}>{text}</p>}
        <div class="dialog__answers">{children}</div>
      </div>
    </div>
  );
}

function keepFocusInside(event: KeyboardEvent): void {
  if (event.key !== 'Tab' || !(event.currentTarget instanceof HTMLElement)) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const edge = event.shiftKey ? buttons[0] : buttons[buttons.length - 1];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? buttons[buttons.length - 1] : buttons[0])?.focus();
}
