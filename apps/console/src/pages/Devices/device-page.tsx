import type { Device, GuessRisk } from '@holdover/api';
import { Alert, Button, Stack } from '@mantine/core';
import { IconInfoCircle, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { LinkState } from '../../kit/link-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ExactTime, RelativeTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CertificateAlert } from './certificate-alert.tsx';
import { DeviceActions } from './device-actions.tsx';
import { protectorName } from './device-words.ts';
import { EnrolmentDialog } from './enrolment-dialog.tsx';
import { OfflineUsers } from './offline-users.tsx';
import { PrinterCard } from './printer-card.tsx';
import { StolenReportCard } from './stolen-report.tsx';

const route = getRouteApi('/shell/devices/$id');

export function DevicePage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.device(id));
  const back = { to: '/devices', label: t('console.devices.title') } as const;
  return (
    <Loaded
      query={found}
      heading={<PageHeader title={t('console.devices.device')} back={back} />}
      missing={<Missing kind="device" />}
    >
      {(device) => <DeviceDetail key={id} device={device} />}
    </Loaded>
  );
}

function DeviceDetail({ device }: { device: Device }) {
  const { t } = useTexts();
  const mayWrite = useMay()('devices:write');
  const [enrolling, setEnrolling] = useState(false);
  return (
    <>
      <PageHeader
        title={device.name}
        lead={
          <p>
            {t(`console.devices.modelName.${device.model}`)} · <LinkState device={device} />
          </p>
        }
        back={{ to: '/devices', label: t('console.devices.title') }}
        actions={<DeviceActions device={device} onEnrol={() => setEnrolling(true)} />}
      />
      <Stack gap="lg">
        {device.offlineLogin ? null : (
          <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('fixed.noOfflineLogin')}>
            {t('console.devices.otherText')}
          </Alert>
        )}
        <CertificateAlert device={device} />
        <StolenReportCard device={device} />
        <Card title={t('console.devices.terminal')}>
          {device.terminal === null ? (
            <Empty
              icon={IconPlugConnected}
              title={t('console.devices.noTerminal')}
              text={t('console.devices.noTerminalText')}
            >
              {mayWrite ? <Button onClick={() => setEnrolling(true)}>{t('console.devices.makeCode')}</Button> : null}
            </Empty>
          ) : (
            <TerminalFacts device={device} terminal={device.terminal} />
          )}
        </Card>
        <PrinterCard device={device} />
        <GuessRiskWarning risk={device.terminal?.guessRisk ?? null} />
        {device.terminal === null && device.offlineLogin ? null : <OfflineUsers device={device} />}
      </Stack>
      {enrolling ? <EnrolmentDialog device={device} onClose={() => setEnrolling(false)} /> : null}
    </>
  );
}

function TerminalFacts({ device, terminal }: { device: Device; terminal: NonNullable<Device['terminal']> }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const profiles = useQuery(resources.profiles());
  const applied = terminal.revisionApplied >= terminal.revisionDesired;
  return (
    <Facts
      items={[
        [t('console.devices.linkState'), <LinkState key="link" device={device} />],
        [
          t('console.devices.lastContact'),
          terminal.lastContactAt === null ? '–' : <RelativeTime key="at" at={terminal.lastContactAt} />,
        ],
        [
          t('console.devices.version'),
          <span key="version" className="tabular">
            {terminal.version}
          </span>,
        ],
        [t('console.devices.protector'), protectorName(t, terminal.keyProtector)],
        [
          t('console.devices.profile'),
          <Link key="profile" to="/profiles/$id" params={{ id: device.profileId }} className={kit['link']}>
            {profiles.data?.items.find(({ id }) => id === device.profileId)?.name ?? '–'}
          </Link>,
        ],
        [t('console.devices.address'), device.address ?? '–'],
        [
          t('console.devices.settingsApplied'),
          applied
            ? t('console.devices.upToDate', { revision: format.number(terminal.revisionApplied) })
            : t('console.devices.behind', {
                applied: format.number(terminal.revisionApplied),
                desired: format.number(terminal.revisionDesired),
              }),
        ],
        [
          t('console.devices.backlog'),
          t('console.devices.records', {
            count: terminal.journalBacklog,
            number: format.number(terminal.journalBacklog),
          }),
        ],
        [
          t('console.devices.guessRisk'),
          terminal.guessRisk === null
            ? '–'
            : t('console.devices.guessRiskOf', {
                risk: format.percent(terminal.guessRisk.aDay),
                pins: format.number(terminal.guessRisk.pinsThatMatch),
                tries: format.number(terminal.guessRisk.triesADay),
              }),
        ],
        [t('console.devices.enrolled'), <ExactTime key="enrolled" at={terminal.enrolledAt} />],
      ]}
    />
  );
}

/** H5. */
function GuessRiskWarning({ risk }: { risk: GuessRisk | null }) {
  const { t, format } = useTexts();
  if (risk === null || !risk.warns || risk.proposedPinLength === null) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('console.devices.guessRiskTitle')}>
      {t('console.devices.guessRiskText', {
        risk: format.percent(risk.aDay),
        length: format.number(risk.proposedPinLength),
      })}
    </Alert>
  );
}
