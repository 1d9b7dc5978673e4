import type { Device } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconPlugConnected, IconShield, IconShieldCheck, IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { LinkState } from '../../kit/link-state.tsx';
import { Status } from '../../kit/status.tsx';
import { ExactTime, RelativeTime, useNow } from '../../kit/times.tsx';
import { Uri } from '../../kit/uri.tsx';
import { useMay } from '../../kit/use-may.ts';
import { protectorWorth } from './device-standing.ts';
import { protectorName } from './device-words.ts';

type Terminal = NonNullable<Device['terminal']>;

/** What the device is, and what is known of its terminal. */
export function TerminalCard({ device, onEnrol }: { device: Device; onEnrol: () => void }) {
  const { t } = useTexts();
  const mayWrite = useMay()('devices:write');
  const deviceFacts = useDeviceFacts(device);
  const { terminal } = device;
  return (
    <>
      <Card title={t('console.devices.device')}>
        <Facts items={deviceFacts} />
      </Card>
      <Card title={t('console.devices.terminal')}>
        {terminal === null ? (
          <Empty
            icon={IconPlugConnected}
            title={t('console.devices.noTerminal')}
            text={t('console.devices.noTerminalText')}
          >
            <LastCode device={device} />
            {mayWrite ? <Button onClick={onEnrol}>{t('console.devices.makeCode')}</Button> : null}
          </Empty>
        ) : (
          <TerminalFacts device={device} terminal={terminal} />
        )}
      </Card>
    </>
  );
}

/** Whether a code waits already: a new one would void it. */
function LastCode({ device }: { device: Device }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const now = useNow();
  const { data: last } = useQuery(resources.enrolment(device.id));
  if (last === undefined || last.state === 'used') return null;
  const when = format.relative(last.createdAt, now);
  switch (last.state) {
    case 'waiting':
      return <p>{t('console.enrolment.codeWaits', { when, until: format.dateTime(last.expiresAt) })}</p>;
    case 'expired':
      return <p>{t('console.enrolment.codeExpired', { when })}</p>;
    case 'locked':
      return <p>{t('console.enrolment.codeLocked', { when })}</p>;
  }
}

type Fact = readonly [string, ReactNode];

function useDeviceFacts(device: Device): readonly Fact[] {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const profiles = useQuery(resources.profiles());
  const groups = useQuery(resources.deviceGroups());
  const mine = (groups.data?.items ?? []).filter(({ id }) => device.deviceGroups.includes(id));
  const site = mine.find((group) => group.site);
  const others = mine.filter((group) => !group.site && !group.builtIn).map(({ name }) => name);
  return [
    [t('console.devices.model'), t(`console.devices.modelName.${device.model}`)],
    [
      t('console.devices.profile'),
      <Link key="profile" to="/profiles/$id" params={{ id: device.profileId }} className={kit['link']}>
        {profiles.data?.items.find(({ id }) => id === device.profileId)?.name ?? '–'}
      </Link>,
    ],
    [
      t('console.device.site'),
      site === undefined ? (
        '–'
      ) : (
        <Link key="site" to="/device-groups/$id" params={{ id: site.id }} className={kit['link']}>
          {site.name}
        </Link>
      ),
    ],
    [
      t('console.deviceGroups.title'),
      others.length === 0 ? (
        '–'
      ) : (
        <Link
          key="groups"
          to="/devices/$id"
          params={{ id: device.id }}
          search={{ tab: 'groups' }}
          className={kit['link']}
        >
          {format.list(others)}
        </Link>
      ),
    ],
    [t('console.devices.address'), device.address === null ? '–' : <Uri key="address" uri={device.address} />],
    [t('console.device.added'), <ExactTime key="added" at={device.createdAt} />],
  ];
}

function TerminalFacts({ device, terminal }: { device: Device; terminal: Terminal }) {
  const { t, format } = useTexts();
  const backlog = t('console.devices.records', {
    count: terminal.journalBacklog,
    number: format.number(terminal.journalBacklog),
  });
  const applied = terminal.revisionApplied >= terminal.revisionDesired;
  const at = terminal.lastContactAt;
  const facts: Fact[] = [
    [t('console.devices.linkState'), <LinkState key="link" device={device} />],
    [t('console.devices.lastContact'), at === null ? '–' : <RelativeTime key="at" at={at} />],
    [
      t('console.devices.version'),
      <span key="version" className="tabular">
        {terminal.version}
      </span>,
    ],
    [
      t('console.devices.settingsApplied'),
      applied
        ? t('console.devices.upToDate', { revision: format.number(terminal.revisionApplied) })
        : t('console.devices.behind', {
            applied: format.number(terminal.revisionApplied),
            desired: format.number(terminal.revisionDesired),
          }),
    ],
    [t('console.devices.backlog'), backlog],
    [t('console.devices.enrolled'), <ExactTime key="enrolled" at={terminal.enrolledAt} />],
    [t('console.devices.protector'), <Protector key="protector" terminal={terminal} caches={device.offlineLogin} />],
    [t('console.devices.guessRisk'), <Risk key="risk" terminal={terminal} />],
  ];
  return <Facts items={facts} />;
}

const WORTH_LOOK = {
  strong: { tone: 'ok', icon: IconShieldCheck },
  bound: { tone: 'warn', icon: IconShield },
  weak: { tone: 'warn', icon: IconShieldExclamation },
} as const;

/** What guards the key of its files, and what a thief of its disk would have where anybody is cached. */
function Protector({ terminal: { keyProtector }, caches }: { terminal: Terminal; caches: boolean }) {
  const { t } = useTexts();
  const worth = protectorWorth(keyProtector);
  return (
    <>
      <Status {...WORTH_LOOK[worth]} word={protectorName(t, keyProtector)} />
      {caches ? <p className={kit['hint']}>{t(`console.device.worth.${worth}`)}</p> : null}
    </>
  );
}

function Risk({ terminal: { guessRisk } }: { terminal: Terminal }) {
  const { t, format } = useTexts();
  if (guessRisk === null) return t('console.device.noPinAlone');
  return t('console.devices.guessRiskOf', {
    risk: format.percent(guessRisk.aDay),
    pins: format.number(guessRisk.pinsThatMatch),
    tries: format.number(guessRisk.triesADay),
  });
}
