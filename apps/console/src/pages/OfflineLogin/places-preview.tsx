import { previewOfflineLogin } from '@holdover/api';
import { Progress } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { assignmentOf, type DraftRow } from './offline-login-draft.ts';
import classes from './offline-login.module.css';

/** What the rows would come to, device by device, before anything is saved: places used and who is left out (B2). */
export function PlacesPreview({ rows }: { rows: readonly DraftRow[] }) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const [asked] = useDebouncedValue(JSON.stringify(rows.map(assignmentOf)), 300);
  const preview = useQuery({
    queryKey: ['offline-login-preview', asked],
    queryFn: () => api.call(previewOfflineLogin, { body: { assignments: rows.map(assignmentOf) } }),
    placeholderData: keepPreviousData,
    enabled: rows.length > 0,
  });
  if (rows.length === 0) return null;
  if (preview.error !== null && preview.data === undefined) return <ProblemAlert error={preview.error} />;
  const items = preview.data?.items ?? [];
  return (
    <section aria-labelledby="sync-places">
      <h2 id="sync-places">{t('console.offlineLogin.places')}</h2>
      <ul className={classes['places']}>
        {items.map((item) => (
          <li key={item.deviceId}>
            <div className={classes['placesHead']}>
              <span className="break">{item.deviceName}</span>
              <span className="tabular">
                {t('console.offlineLogin.placesUsed', {
                  used: format.number(item.used),
                  places: format.number(item.places),
                })}
              </span>
            </div>
            <Progress
              value={item.places === 0 ? 0 : (100 * item.used) / item.places}
              color={item.leftOut.count > 0 ? 'yellow' : 'petrol'}
              size="sm"
              aria-label={item.deviceName}
            />
            {item.leftOut.count === 0 ? null : (
              <p className={classes['leftOut']}>
                {t('console.offlineLogin.leftOut', {
                  count: item.leftOut.count,
                  number: format.number(item.leftOut.count),
                  names: item.leftOut.userNames.join(', '),
                })}
                {item.leftOut.count > item.leftOut.userNames.length ? ' …' : ''}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
