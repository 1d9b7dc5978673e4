import { useId, type ReactNode } from 'react';
import classes from './kit.module.css';

interface CardProps {
  title?: string;
  actions?: ReactNode;
  /** Tables bring their own padding. */
  flush?: boolean;
  children: ReactNode;
}

/** One subject of a page, named by its heading. */
export function Card({ title, actions, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <section className={classes['card']} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {title === undefined && actions === undefined ? null : (
        <div className={classes['cardHead']}>
          {title === undefined ? <span /> : <h2 id={id}>{title}</h2>}
          {actions}
        </div>
      )}
      <div className={flush ? undefined : classes['cardBody']}>{children}</div>
    </section>
  );
}

/** Name and value pairs. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes['facts']}>
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
