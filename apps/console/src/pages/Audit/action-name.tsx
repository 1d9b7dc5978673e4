import kit from '../../kit/kit.module.css';
import classes from './audit.module.css';
import { useActionWords } from './use-action-words.ts';

/** In words, with the code that filters, exports and the API know it by. */
export function ActionName({ action }: { action: string }) {
  const words = useActionWords()(action);
  const [area, ...verb] = action.split('.');
  const code = (
    <code className="mono break">
      {area}
      {verb.length === 0 ? null : (
        <>
          .<wbr />
          {verb.join('.')}
        </>
      )}
    </code>
  );
  if (words === undefined) return code;
  return (
    <span className={classes['action']}>
      <span className="break">{words}</span>
      <span className={kit['hint']}>{code}</span>
    </span>
  );
}
