import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './kit.module.css';

interface OpenerProps {
  open: boolean;
  /** What it opens, of which row. */
  label: string;
  children: ReactNode;
  readonly onToggle: () => void;
}

/** The first cell of a row that has more below it. */
export function Opener({ open, label, children, onToggle }: OpenerProps) {
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className={classes['opener']}
      aria-expanded={open}
      aria-label={label}
      data-row-link
      onClick={onToggle}
    >
      <Arrow size={16} aria-hidden />
      {children}
    </button>
  );
}
