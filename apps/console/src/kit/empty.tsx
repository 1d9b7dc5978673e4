import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './kit.module.css';

interface EmptyProps {
  icon: Icon;
  title: string;
  text: string;
  /** It is all the page has to say. */
  whole?: boolean;
  children?: ReactNode;
}

/** Nothing here yet, why, and what to do about it. */
export function Empty({ icon: Glyph, title, text, whole = false, children }: EmptyProps) {
  return (
    <div className={classes['empty']}>
      <Glyph size={36} stroke={1.3} aria-hidden />
      {whole ? <h1>{title}</h1> : <strong>{title}</strong>}
      <p>{text}</p>
      {children}
    </div>
  );
}
