import type { Overview } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconClockExclamation, IconClockX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { useNow } from '../../kit/times.tsx';
import classes from './overview.module.css';

/** Before the reader asks for the rest. */
const FIRST = 5;

/** Terminals that are away and will soon let nobody log in, or do already (B5, B6). */
export function EndingCaches({ endingCaches: { count, items } }: Pick<Overview, 'endingCaches'>) {
  const { t, format } = useTexts();
  const now = useNow();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, FIRST);
  const more = count - shown.length;
  const moreText = t('console.overview.endingMore', { count: more, number: format.number(more) });
  return (
    <Card title={t('console.overview.ending')} flush>
      <ul className={classes['lines']}>
        {shown.map(({ deviceId, deviceName, validUntil }) => {
          const over = Date.parse(validUntil) <= now;
          const Glyph = over ? IconClockX : IconClockExclamation;
          return (
            <li key={deviceId} data-over={over}>
              <Glyph size={20} stroke={1.7} aria-hidden />
              <div>
                <Link to="/devices/$id" params={{ id: deviceId }} className={`${kit['link']} break`}>
                  {deviceName}
                </Link>
                <time dateTime={validUntil} className={`${kit['hint']} ${classes['below']}`}>
                  {t(over ? 'console.overview.endedAt' : 'console.overview.endsAt', {
                    when: format.relative(validUntil, now),
                    date: format.dateTime(validUntil),
                  })}
                </time>
              </div>
            </li>
          );
        })}
      </ul>
      <div className={classes['foot']}>
        <p className={kit['hint']}>{t('console.overview.endingHint')}</p>
        {more === 0 ? null : shown.length < items.length ? (
          <Button variant="subtle" size="compact-sm" ms="-0.6rem" onClick={() => setAll(true)}>
            {moreText}
          </Button>
        ) : (
          <p className={kit['hint']}>{moreText}</p>
        )}
      </div>
    </Card>
  );
}
