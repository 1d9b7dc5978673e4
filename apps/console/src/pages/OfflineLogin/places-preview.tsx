import { previewOfflineLogin, type OfflineLoginPreview } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { assignmentOf, type DraftRow } from './offline-login-draft.ts';
import classes from './offline-login.module.css';
import { PlacesRow } from './places-row.tsx';

/** Of a larger fleet one searches for a device. */
const SEARCH_FROM = 6;

/** What the rows would come to, device by device, before anything is saved: places used and who is left out (B2). */
export function PlacesPreview({ rows }: { rows: readonly DraftRow[] }) {
  const { t, format } = useTexts();
  const [q, setQ] = useState('');
  const assignments = rows.map(assignmentOf);
  const preview = usePreview(JSON.stringify({ assignments, q: q.trim() }), rows.length > 0);
  if (rows.length === 0) return null;
  if (preview.error !== null && preview.data === undefined) return <ProblemAlert error={preview.error} />;
  const { devices = 0, crowded = 0, items = [] } = preview.data ?? {};
  return (
    <section aria-labelledby="sync-places" aria-busy={preview.isFetching}>
      <div className={kit['toolbar']}>
        <h2 id="sync-places">{t('console.offlineLogin.places')}</h2>
        {devices < SEARCH_FROM ? null : (
          <TextInput
            size="xs"
            aria-label={t('console.offlineLogin.findDevice')}
            placeholder={t('console.offlineLogin.findDevice')}
            leftSection={<IconSearch size={15} aria-hidden />}
            autoComplete="off"
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
        )}
      </div>
      <p role="status" className={kit['hint']}>
        {preview.data === undefined
          ? t('console.common.loading')
          : t(crowded === 0 ? 'console.offlineLogin.roomFor' : 'console.offlineLogin.crowded', {
              count: devices,
              devices: format.number(devices),
              crowded: format.number(crowded),
            })}
      </p>
      <ul className={classes['places']}>
        {items.map((item) => (
          <PlacesRow key={item.deviceId} item={item} assignments={assignments} />
        ))}
      </ul>
      <More shown={items.length} total={q.trim() === '' ? devices : items.length} />
    </section>
  );
}

function More({ shown, total }: { shown: number; total: number }) {
  const { t, format } = useTexts();
  if (shown >= total) return null;
  const count = total - shown;
  return (
    <p className={kit['hint']}>{t('console.offlineLogin.moreDevices', { count, number: format.number(count) })}</p>
  );
}

type Asked = { assignments: ReturnType<typeof assignmentOf>[]; q: string };

/** After the last change, in milliseconds: the server counts everybody at every device. */
const PAUSE = 300;

function usePreview(question: string, enabled: boolean) {
  const { api } = useServices();
  const [asked] = useDebouncedValue(question, PAUSE);
  return useQuery({
    queryKey: ['offline-login-preview', asked],
    queryFn: (): Promise<OfflineLoginPreview> => {
      const { assignments, q }: Asked = JSON.parse(asked); // what this page put together
      return api.call(previewOfflineLogin, { body: { assignments, ...(q === '' ? {} : { q }) } });
    },
    placeholderData: keepPreviousData,
    enabled,
  });
}
