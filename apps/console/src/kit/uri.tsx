import { Fragment } from 'react';
import classes from './kit.module.css';

/** An address in full: lines break after its slashes, and elsewhere only if they must. */
export function Uri({ uri }: { uri: string }) {
  const parts = uri.split(/(?<=[^/]\/)(?=[^/])/);
  return (
    <span className={classes['uri']}>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
