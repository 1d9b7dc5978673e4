import type { Device, DeviceGroup } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { Button, Checkbox, Loader } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import classes from './device-groups.module.css';
import { pickable } from './pickable.ts';

type Chosen = ReadonlyMap<DeviceId, Pick<Device, 'id' | 'name'>>;

interface DevicePickerProps {
  readonly group: DeviceGroup;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

/** Devices to tick, found as one types; ticked ones stay ticked while the search goes on. */
export function DevicePicker({ group, chosen, onChange }: DevicePickerProps) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const [q, setQ] = useState('');
  const rows = useInfiniteQuery(resources.devices({ q: q === '' ? undefined : q }));
  const groups = useQuery(resources.deviceGroups());
  const found = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  const offered = pickable(found, group, groups.data?.items ?? []);
  const free = offered.filter(({ otherSite }) => otherSite === null).map(({ device }) => device);
  const all = free.length > 0 && free.every(({ id }) => chosen.has(id));
  const some = free.some(({ id }) => chosen.has(id));
  const tick = (devices: readonly Device[], ticked: boolean): void => {
    const next = new Map(chosen);
    for (const { id, name } of devices) {
      if (ticked) next.set(id, { id, name });
      else next.delete(id);
    }
    onChange(next);
  };
  return (
    <div className={classes['picker']}>
      <div className={classes['pickerHead']}>
        <SearchField label={t('console.devices.search')} value={q} onChange={setQ} />
        <span role="status" className={kit['hint']}>
          {t('console.deviceGroups.chosen', { count: chosen.size, number: format.number(chosen.size) })}
        </span>
      </div>
      {rows.error === null ? null : <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.data === undefined && rows.error === null ? (
        <Loader size="sm" aria-label={t('console.common.loading')} />
      ) : null}
      {rows.data !== undefined && offered.length === 0 && !rows.hasNextPage ? (
        <p className={kit['hint']}>{t('console.deviceGroups.nothingToAdd')}</p>
      ) : null}
      {free.length < 2 ? null : (
        <Checkbox
          label={t('console.deviceGroups.chooseAll', { count: free.length, number: format.number(free.length) })}
          checked={all}
          indeterminate={some && !all}
          onChange={(event) => tick(free, event.currentTarget.checked)}
        />
      )}
      {/* A list that scrolls is reached by the keyboard through what it holds. */}
      <ul className={classes['choices']} aria-label={t('console.devices.title')}>
        {offered.map(({ device, otherSite }) => (
          <li key={device.id}>
            <Checkbox
              label={<span className="break">{device.name}</span>}
              description={
                otherSite === null
                  ? t(`console.devices.modelName.${device.model}`)
                  : t('console.deviceGroups.inOtherSite', { site: otherSite })
              }
              disabled={otherSite !== null}
              checked={chosen.has(device.id)}
              onChange={(event) => tick([device], event.currentTarget.checked)}
            />
          </li>
        ))}
        {rows.hasNextPage ? (
          <li>
            <Button
              size="xs"
              variant="default"
              loading={rows.isFetchingNextPage}
              onClick={() => void rows.fetchNextPage()}
            >
              {t('console.common.showMore')}
            </Button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
