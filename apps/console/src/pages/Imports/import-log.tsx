import type { ImportLogLine, UserImport } from '@holdover/api';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import kit from '../../kit/kit.module.css';
import { useLogText } from './log-text.ts';
import classes from './imports.module.css';

/** What an import says. While it goes on the newest line stays in sight; afterwards it is read from its beginning. */
export function ImportLog({ of: { id, state } }: { of: Pick<UserImport, 'id' | 'state'> }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const log = useQuery(resources.importLog(id));
  return (
    <Card title={t('console.imports.log')}>
      <Loaded query={log}>
        {(lines) =>
          lines.length === 0 ? (
            <p className={kit['hint']}>{t('console.imports.noLog')}</p>
          ) : (
            <Lines lines={lines} follow={state === 'running'} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Lines({ lines, follow }: { lines: readonly ImportLogLine[]; follow: boolean }) {
  const { t, format } = useTexts();
  const textOf = useLogText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (follow) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines.length, follow]);
  return (
    <div ref={list} className={classes['log']} role="log" tabIndex={0} aria-label={t('console.imports.logLines')}>
      <ol>
        {lines.map((line) => (
          <li key={line.number} data-level={line.level}>
            <time dateTime={line.at} className="tabular">
              {format.time(line.at)}
            </time>
            <span>
              {line.level === 'info' ? null : <strong>{t(`console.imports.level.${line.level}`)} </strong>}
              {textOf(line)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
