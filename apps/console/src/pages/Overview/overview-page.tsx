import { Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { LinkState } from '../../kit/link-state.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { PagePending } from '../../kit/page-states.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { AlertsCard } from './alerts-card.tsx';
import { Checklist } from './checklist.tsx';
import classes from './overview.module.css';

/** The fleet at a glance, and what is still to be set up. Every number opens the list behind it. */
export function OverviewPage() {
  const { t } = useTexts();
  return (
    <>
      <PageHeader title={t('console.overview.title')} lead={t('console.overview.lead')} />
      <Stack gap="lg">
        <AlertsCard />
        <Checklist />
        <Numbers />
        <Fleet />
      </Stack>
    </>
  );
}

function Numbers() {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const devices = useInfiniteQuery(resources.devices({}));
  const rollout = useQuery(resources.rollout());
  const groups = useQuery(resources.groups());
  const loaded = devices.data?.pages.flatMap((page) => page.items) ?? [];
  const more = devices.hasNextPage;
  const count = (number: number | undefined): string =>
    number === undefined ? '–' : `${format.number(number)}${more ? '+' : ''}`;
  const known = devices.data !== undefined;
  const everyone = groups.data?.items.find(({ id }) => id === 'grp_all');
  const backlog = loaded.reduce((sum, { terminal }) => sum + (terminal?.journalBacklog ?? 0), 0);
  return (
    <ul className={classes['numbers']}>
      <li>
        <Link to="/devices" search={{ link: 'online' }}>
          <strong>{known ? count(loaded.filter(({ terminal }) => terminal?.link === 'online').length) : '–'}</strong>
          {t('console.overview.online')}
        </Link>
      </li>
      <li>
        <Link to="/devices" search={{ link: 'away' }}>
          <strong>{known ? count(loaded.filter(({ terminal }) => terminal?.link === 'away').length) : '–'}</strong>
          {t('console.overview.away')}
        </Link>
      </li>
      <li>
        <Link to="/settings/printers-and-terminals">
          <strong>
            {rollout.data === undefined
              ? '–'
              : t('console.overview.ofTotal', {
                  part: format.number(rollout.data.applied),
                  total: format.number(rollout.data.total),
                })}
          </strong>
          {t('console.overview.applied')}
        </Link>
      </li>
      <li>
        <Link to="/users">
          <strong>{everyone === undefined ? '–' : format.number(everyone.members)}</strong>
          {t('console.overview.users')}
        </Link>
      </li>
      <li>
        <Link to="/devices">
          <strong>{known ? count(backlog) : '–'}</strong>
          {t('console.overview.backlog')}
        </Link>
      </li>
    </ul>
  );
}

function Fleet() {
  const { t } = useTexts();
  const { resources } = useServices();
  const devices = useInfiniteQuery(resources.devices({}));
  const items = devices.data?.pages[0]?.items;
  if (items !== undefined && items.length === 0) return null;
  return (
    <Card
      title={t('console.devices.title')}
      actions={
        <Link to="/devices" className={kit['link']}>
          {t('console.overview.allDevices')}
        </Link>
      }
    >
      {items === undefined ? (
        <PagePending />
      ) : (
        <ul className={classes['tiles']}>
          {items.slice(0, 12).map((device) => (
            <li key={device.id}>
              <Link to="/devices/$id" params={{ id: device.id }}>
                <strong className="break">{device.name}</strong>
                <LinkState device={device} />
                <span className={kit['hint']}>
                  {device.offlineLogin ? null : t('fixed.noOfflineLogin')}
                  {device.offlineLogin && device.terminal !== null && device.terminal.lastContactAt !== null ? (
                    <RelativeTime at={device.terminal.lastContactAt} />
                  ) : null}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
