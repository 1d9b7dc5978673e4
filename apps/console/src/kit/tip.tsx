import '@mantine/core/styles/Tooltip.css';
import { Tooltip } from '@mantine/core';
import { useEffect, useId } from 'react';

interface TipProps {
  readonly label: string;
  readonly target: HTMLElement;
  readonly onHide: () => void;
}

/** A tooltip that belongs to the page's landmark, as what it explains does; a sentence breaks into lines. */
export function Tip({ label, target, onHide }: TipProps) {
  const id = useId();
  useEffect(() => {
    const before = target.getAttribute('aria-describedby');
    target.setAttribute('aria-describedby', before === null ? id : `${before} ${id}`);
    return () => {
      if (before === null) target.removeAttribute('aria-describedby');
      else target.setAttribute('aria-describedby', before);
    };
  }, [target, id]);
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => (event.key === 'Escape' ? onHide() : undefined);
    addEventListener('keydown', escape);
    return () => removeEventListener('keydown', escape);
  }, [onHide]);
  return (
    <Tooltip
      opened
      target={target}
      label={<span id={id}>{label}</span>}
      multiline
      maw={320}
      portalProps={{ target: '#main' }}
    />
  );
}
