import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './kit.module.css';

/** Nothing here yet, why, and what to do about it. */
export function Empty({
  icon: Glyph,
  title,
  text,
  children,
}: {
  icon: Icon;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes['empty']}>
      <Glyph size={36} stroke={1.3} aria-hidden />
      <strong>{title}</strong>
      <p>{text}</p>
      {children}
    </div>
  );
}
