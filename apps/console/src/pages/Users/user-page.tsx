import { deleteUser, patchUser, type User } from '@holdover/api';
import { Button, Menu, Tabs } from '@mantine/core';
import { IconDots, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { PagePending } from '../../kit/page-states.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import kit from '../../kit/kit.module.css';
import { useToasts } from '../../kit/toasts.tsx';
import { CardsTab } from './cards-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { OfflineTab } from './offline-tab.tsx';
import { PasswordTab } from './password-tab.tsx';
import { PinsTab } from './pins-tab.tsx';
import { UserState } from './user-state.tsx';

const route = getRouteApi('/shell/users/$id');

export function UserPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.user(id));
  if (found.data === undefined) {
    if (found.error === null) return <PagePending />;
    return (
      <>
        <PageHeader title={t('console.users.user')} back={{ to: '/users', label: t('console.users.title') }} />
        <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      </>
    );
  }
  return <UserDetail key={id} user={found.data} />;
}

function UserDetail({ user }: { user: User }) {
  const { t } = useTexts();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
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
        <Tabs value={tab ?? 'general'} onChange={open} keepMounted={false} p="md">
          <Tabs.List mb="lg">
            {TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`console.users.tab.${one}`)}
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
          <Tabs.Panel value="password">
            <PasswordTab user={user} />
          </Tabs.Panel>
          <Tabs.Panel value="offline">
            <OfflineTab user={user} />
          </Tabs.Panel>
        </Tabs>
      </Card>
    </>
  );
}
const TABS = ['general', 'groups', 'pins', 'cards', 'password', 'offline'] as const;

function UserActions({ user }: { user: User }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const params = { id: user.id };
  const enable = async (enabled: boolean): Promise<void> => {
    queries.setQueryData(keys.user(user.id), await api.call(patchUser, { params, body: { enabled } }));
    await queries.invalidateQueries({ queryKey: keys.users });
  };
  const toggle = (): void => {
    const text = t(user.enabled ? 'console.users.wasDisabled' : 'console.users.wasEnabled', { name: user.userName });
    enable(!user.enabled).then(() => toasts.done(text, () => enable(user.enabled)), toasts.failed);
  };
  const remove = (): void =>
    ask({
      title: t('console.users.deleteTitle', { name: user.userName }),
      text: t('console.users.deleteText'),
      act: t('console.common.delete'),
      run: async () => {
        await api.call(deleteUser, { params });
        await navigate({ to: '/users', search: {} });
        queries.removeQueries({ queryKey: keys.user(user.id) });
        await queries.invalidateQueries({ queryKey: keys.users });
      },
    });
  return (
    <>
      <Button
        variant="default"
        leftSection={
          user.enabled ? (
            <IconUserOff size={18} stroke={1.7} aria-hidden />
          ) : (
            <IconUserCheck size={18} stroke={1.7} aria-hidden />
          )
        }
        onClick={toggle}
      >
        {t(user.enabled ? 'console.users.disable' : 'console.users.enable')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={t('console.common.more')}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item className={kit['danger']} leftSection={<IconTrash size={17} aria-hidden />} onClick={remove}>
            {t('console.users.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
