import type { Device } from '@holdover/api';
import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { LinkState } from '../../kit/link-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CountersCard } from './counters-card.tsx';
import { DeviceActions } from './device-actions.tsx';
import { openTab, tabsOf, type DeviceTab } from './device-tabs.ts';
import { EnrolmentDialog } from './enrolment-dialog.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { OfflineTab } from './offline-tab.tsx';
import { PrinterCard } from './printer-card.tsx';
import { RecordsTab } from './records-tab.tsx';
import { StandingNotices } from './standing-notices.tsx';
import { TerminalCard } from './terminal-card.tsx';
import { useActivation } from './use-activation.ts';

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
  const [enrolling, setEnrolling] = useState(false);
  const activate = useActivation(device);
  const enrol = (): void => setEnrolling(true);
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
        actions={<DeviceActions device={device} onEnrol={enrol} onActivate={activate} />}
      />
      <Stack gap="lg">
        <StandingNotices device={device} onEnrol={enrol} onActivate={() => activate(true)} />
        <DeviceTabs device={device} onEnrol={enrol} />
      </Stack>
      {enrolling ? <EnrolmentDialog device={device} onClose={() => setEnrolling(false)} /> : null}
    </>
  );
}

interface TabProps {
  readonly device: Device;
  readonly onEnrol: () => void;
}

function DeviceTabs({ device, onEnrol }: TabProps) {
  const { t } = useTexts();
  const may = useMay();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const tabs = tabsOf(device, may);
  const shown = openTab(tab, tabs);
  const open = (value: string | null): void => {
    const next = tabs.find((one) => one === value);
    void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true });
  };
  return (
    <Tabs value={shown} onChange={open} keepMounted={false}>
      <Tabs.List mb="lg">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`console.device.tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <Stack gap="lg">
            <TabContent tab={one} device={device} onEnrol={onEnrol} />
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function TabContent({ tab, device, onEnrol }: TabProps & { tab: DeviceTab }) {
  switch (tab) {
    case 'overview':
      return (
        <>
          <TerminalCard device={device} onEnrol={onEnrol} />
          <PrinterCard device={device} />
          <CountersCard device={device} />
        </>
      );
    case 'offline':
      return <OfflineTab device={device} />;
    case 'groups':
      return <GroupsTab device={device} />;
    case 'jobs':
      return <JobsTab device={device} />;
    case 'records':
      return <RecordsTab device={device} />;
    case 'history':
      return <HistoryTab device={device} />;
  }
}
