import type { Device, StolenReport } from '@holdover/api';
import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { useReportStolen } from './use-report-stolen.tsx';

/** What a device reported stolen held, and what of it still opens; nothing where none was reported. */
export function StolenReportCard({ device }: { device: Device }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const { data: report } = useQuery({
    ...resources.stolenReport(device.id),
    enabled: device.stolenReportedAt !== null,
  });
  if (report === undefined) return null;
  return (
    <Card title={t('console.stolen.reportedAt', { when: format.dateTime(report.reportedAt) })}>
      <Stack>
        <Alert color={report.keyProtector === 'tpm2' ? 'petrol' : 'yellow'} icon={<IconAlertTriangle aria-hidden />}>
          {t(`console.stolen.protector.${report.keyProtector}`)}
        </Alert>
        <Remaining device={device} count={report.remaining} />
        <h3>{t('console.stolen.users')}</h3>
        <Held users={report.users} />
        <h3>{t('console.stolen.jobs')}</h3>
        {report.jobs.length === 0 ? <p className={kit['hint']}>{t('console.stolen.noJobs')}</p> : null}
        <ul className={kit['rows']}>
          {report.jobs.map(({ id, name, userName }) => (
            <li key={id}>
              <span className={kit['grow']}>{name}</span>
              <span className={kit['hint']}>{userName}</span>
            </li>
          ))}
        </ul>
      </Stack>
    </Card>
  );
}

function Remaining({ device, count }: { device: Device; count: number }) {
  const { t, format } = useTexts();
  const { again, dialog } = useReportStolen(device);
  const toasts = useToasts();
  const may = useMay();
  const renew = useMutation({ mutationFn: again, onError: toasts.failed });
  return (
    <>
      {count === 0 ? null : (
        <div className={kit['toolbar']}>
          <p>{t('console.stolen.remaining', { count, number: format.number(count) })}</p>
          {may('devices:write') ? (
            <Button size="xs" loading={renew.isPending} onClick={() => renew.mutate()}>
              {t('console.stolen.again')}
            </Button>
          ) : null}
        </div>
      )}
      {dialog}
    </>
  );
}

function Held({ users }: { users: StolenReport['users'] }) {
  const { t } = useTexts();
  if (users.length === 0) return <p className={kit['hint']}>{t('console.stolen.nobody')}</p>;
  return (
    <ul className={kit['rows']} aria-label={t('console.stolen.users')}>
      {users.map((user) => {
        const open = [...user.pins, ...user.cards].some(({ state }) => state === 'in-use');
        return (
          <li key={user.userId}>
            <div className={kit['grow']}>
              <Link
                to="/users/$id"
                params={{ id: user.userId }}
                search={{ tab: user.cards.some(({ state }) => state === 'in-use') ? 'cards' : 'pins' }}
                className={kit['link']}
              >
                {user.fullName === '' ? user.userName : `${user.fullName} (${user.userName})`}
              </Link>
              <ul className={kit['hint']}>
                {user.pins.map(({ id, state }) => (
                  <li key={id}>{`PIN: ${t(`console.stolen.pinState.${state}`)}`}</li>
                ))}
                {user.cards.map(({ id, ending, state }) => (
                  <li key={id}>
                    {`${t('console.users.cardEnding', { ending })}: ${t(`console.stolen.cardState.${state}`)}`}
                  </li>
                ))}
              </ul>
            </div>
            {open ? (
              <span className={kit['withIcon']} data-tone="warn">
                <IconAlertTriangle size={17} aria-hidden />
                {t('console.stolen.opens')}
              </span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
