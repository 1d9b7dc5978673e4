import { Button } from '@mantine/core';
import { useNavigate, Link } from '@tanstack/react-router';
import { isId } from '@holdover/kernel';
import { useCallback, useMemo, useState, type MouseEvent } from 'react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Card } from '../../kit/card.tsx';
import { FloatingLabels } from './floating-label.tsx';
import { GroupPanel } from './group-panel.tsx';
import classes from './device-map.module.css';
import { planMap, type MapGroup } from './map-plan.ts';

/** Panels before the reader asks for the rest. */
const FIRST = 24;

/** Sites and groups, each with its devices: which are there, which are not, and which have an alert. */
export function DeviceMap({ groups }: { groups: readonly MapGroup[] }) {
  const { t, format } = useTexts();
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  const planned = useMemo(() => planMap(groups), [groups]);
  const shown = all ? planned : planned.slice(0, FIRST);
  const grouped = planned.some(({ group }) => group.id !== null);
  const more = planned.length - shown.length;
  // One listener for thousands of links; what a browser does itself (a new tab, a copy) is left to it.
  const open = useCallback(
    (event: MouseEvent<HTMLElement>): void => {
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-device]') : null;
      const id = link?.dataset['device'];
      if (!isId('device', id) || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      void navigate({ to: '/devices/$id', params: { id } });
    },
    [navigate],
  );
  return (
    <Card
      title={t(grouped ? 'console.overview.map' : 'console.devices.title')}
      actions={
        <Link to="/devices" className={kit['link']}>
          {t('console.overview.allDevices')}
        </Link>
      }
    >
      <FloatingLabels>
        <div className={classes['groups']} data-alone={planned.length === 1} onClick={open} role="presentation">
          {shown.map(({ group, shape, hidden }) => (
            <GroupPanel key={group.id ?? 'none'} group={group} shape={shape} hidden={hidden} headed={grouped} />
          ))}
        </div>
      </FloatingLabels>
      {more === 0 ? null : (
        <Button variant="default" size="xs" mt="md" onClick={() => setAll(true)}>
          {t('console.overview.moreGroups', { count: more, number: format.number(more) })}
        </Button>
      )}
    </Card>
  );
}
