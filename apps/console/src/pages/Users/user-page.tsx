import type { User } from '@holdover/api';
import { Button, Menu, Tabs } from '@mantine/core';
import { IconDots, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CardsTab } from './cards-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { OfflineTab } from './offline-tab.tsx';
import { PasswordTab } from './password-tab.tsx';
import { PinsTab } from './pins-tab.tsx';
import { RightsTab } from './rights-tab.tsx';
import { SessionsTab } from './sessions-tab.tsx';
import { useUserActions } from './use-user-actions.tsx';
import { UserState } from './user-state.tsx';

const route = getRouteApi('/shell/users/$id');

export function UserPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.user(id));
  const back = { to: '/users', label: t('console.users.title') } as const;
  return (
    <Loaded
      query={found}
      heading={<PageHeader title={t('console.users.user')} back={back} />}
      missing={<Missing kind="user" />}
    >
      {(user) => <UserDetail key={id} user={user} />}
    </Loaded>
  );
}

function UserDetail({ user }: { user: User }) {
  const { t } = useTexts();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const shown = TABS.filter((one) => one !== 'sessions' || may('accounting:read'));
  const open = (value: string | null): void =>
    void navigate({ search: { tab: TABS.find((one) => one === value) }, replace: true });
  return (
    <>
      <PageHeader
        title={user.fullName === '' ? user.userName : user.fullName}
        lead={
          <p>
            {user.userName} · <UserState enabled={user.enabled} />
          </p>
        }
        back={{ to: '/users', label: t('console.users.title') }}
        actions={<UserActions user={user} />}
      />
      <Card flush>
        <Tabs value={shown.find((one) => one === tab) ?? 'general'} onChange={open} keepMounted={false} p="md">
          <Tabs.List mb="lg">
            {shown.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(TAB_TITLES[one])}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="general">
            <GeneralTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="groups">
            <GroupsTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="pins">
            <PinsTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="cards">
            <CardsTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="rights">
            <RightsTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="password">
            <PasswordTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="sessions">
            <SessionsTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="offline">
            <OfflineTab user={user} />
          </Tabs.Panel>
        </Tabs>
      </Card>
    </>
  );
}
const TABS = ['general', 'groups', 'pins', 'cards', 'rights', 'password', 'sessions', 'offline'] as const;
const TAB_TITLES = {
  general: 'console.users.tab.general',
  groups: 'console.users.tab.groups',
  pins: 'console.users.tab.pins',
  cards: 'console.users.tab.cards',
  rights: 'console.person.tabRights',
  password: 'console.users.tab.password',
  sessions: 'console.person.tabSessions',
  offline: 'console.users.tab.offline',
} as const;

function UserActions({ user }: { user: User }) {
  const { t } = useTexts();
  const navigate = route.useNavigate();
  const may = useMay();
  const { toggle, remove, dialog } = useUserActions(() => navigate({ to: '/users', search: {} }));
  if (!may('users:write')) return null;
  const Glyph = user.enabled ? IconUserOff : IconUserCheck;
  return (
    <>
      <Button variant="default" leftSection={<Glyph size={18} stroke={1.7} aria-hidden />} onClick={() => toggle(user)}>
        {t(user.enabled ? 'console.users.disable' : 'console.users.enable')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={t('console.common.more')}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            className={kit['danger']}
            leftSection={<IconTrash size={17} aria-hidden />}
            onClick={() => remove(user)}
          >
            {t('console.users.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
