import { useEffect, type ReactNode } from 'react';
import { BrandMark } from '../app/brand.tsx';
import { LanguageSwitch, SchemeSwitch } from '../app/preferences.tsx';
import classes from './gate.module.css';

/** The pages before anybody is signed in: one box, the brand, language and scheme. */
export function Gate({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string;
  lead?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Holdover`;
  }, [title]);
  return (
    <div className={classes['gate']}>
      <header className={classes['bar']}>
        <LanguageSwitch />
        <SchemeSwitch />
      </header>
      <main className={classes['middle']}>
        <div className={classes['brand']}>
          <BrandMark size={40} />
          Holdover
        </div>
        <div className={classes['box']} data-wide={wide}>
          <h1>{title}</h1>
          {lead === undefined ? null : <p>{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
