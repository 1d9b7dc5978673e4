import { previewOfflineLogin, type Assignment, type OfflineLoginPreview } from '@holdover/api';
import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import classes from './offline-login.module.css';

/** How many of those left out are named before somebody asks for more. */
const NAMED = 12;

interface PlacesRowProps {
  item: OfflineLoginPreview['items'][number];
  assignments: readonly Assignment[];
}

/** "87 of 100 places used", and by name who has none. */
export function PlacesRow({ item, assignments }: PlacesRowProps) {
  const { t, format } = useTexts();
  const { deviceName, offlineLogin, used, places, leftOut } = item;
  if (!offlineLogin)
    return (
      <li className={classes['placesHead']}>
        <span className="break">{deviceName}</span>
        <span className={kit['hint']}>{t('fixed.noOfflineLogin')}</span>
      </li>
    );
  return (
    <li>
      <div className={classes['placesHead']}>
        <span className="break">{deviceName}</span>
        <span className="tabular">
          {t('console.offlineLogin.placesUsed', { used: format.number(used), places: format.number(places) })}
        </span>
      </div>
      <Progress
        value={places === 0 ? 0 : (100 * used) / places}
        color={leftOut.count > 0 ? 'yellow' : 'petrol'}
        size="sm"
        aria-label={deviceName}
      />
      {leftOut.count === 0 ? null : <LeftOut item={item} assignments={assignments} />}
    </li>
  );
}

function LeftOut({ item: { deviceId, leftOut }, assignments }: PlacesRowProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const [all, setAll] = useState(false);
  const whole = useQuery({
    queryKey: ['offline-login-preview', 'left-out', deviceId, JSON.stringify(assignments)],
    queryFn: () => api.call(previewOfflineLogin, { body: { assignments: [...assignments], deviceId } }),
    enabled: all && leftOut.count > leftOut.userNames.length,
  });
  const names = all
    ? (whole.data?.items[0]?.leftOut.userNames ?? leftOut.userNames)
    : leftOut.userNames.slice(0, NAMED);
  const unnamed = leftOut.count - names.length;
  return (
    <div className={classes['leftOut']}>
      {t('console.offlineLogin.leftOut', {
        count: leftOut.count,
        number: format.number(leftOut.count),
        names: names.join(', '),
      })}
      {unnamed === 0
        ? null
        : ` ${t('console.offlineLogin.unnamed', { count: unnamed, number: format.number(unnamed) })}`}
      {all || unnamed === 0 ? null : (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
          {t('console.offlineLogin.showNames')}
        </Button>
      )}
    </div>
  );
}
