import { IconChevronLeft } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './kit.module.css';
import { useTitle } from './use-title.ts';

interface PageHeaderProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { to: NonNullable<LinkProps['to']>; label: string };
}

export function PageHeader({ title, lead, actions, back }: PageHeaderProps) {
  useTitle(title);
  return (
    <div className={classes['header']}>
      <div className={classes['headText']}>
        {back === undefined ? null : (
          <Link to={back.to} className={classes['back']}>
            <IconChevronLeft size={16} aria-hidden />
            {back.label}
          </Link>
        )}
        <h1 className="break">{title}</h1>
        {typeof lead === 'string' ? <p>{lead}</p> : lead}
      </div>
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
