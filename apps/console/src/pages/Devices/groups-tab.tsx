import type { Device, DeviceGroup } from '@holdover/api';
import type { DeviceGroupId } from '@holdover/kernel';
import { Button, Select } from '@mantine/core';
import { IconBoxMultiple } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { refusalText } from '../DeviceGroups/refusal-text.ts';
import { useMembers } from '../DeviceGroups/use-members.ts';

/** The site of a device and its groups, changed where they stand. */
export function GroupsTab({ device }: { device: Device }) {
  const { resources } = useServices();
  const groups = useQuery(resources.deviceGroups());
  return (
    <Loaded query={groups}>
      {({ items }) => {
        const own = items.filter(({ builtIn }) => !builtIn);
        return (
          <>
            <SiteCard device={device} sites={own.filter(({ site }) => site)} />
            <GroupsCard device={device} groups={own.filter(({ site }) => !site)} />
          </>
        );
      }}
    </Loaded>
  );
}

function SiteCard({ device, sites }: { device: Device; sites: readonly DeviceGroup[] }) {
  const { t } = useTexts();
  const members = useMembers();
  const mayWrite = useMay()('devices:write');
  const current = sites.find(({ id }) => device.deviceGroups.includes(id));
  const toasts = useToasts();
  const moveTo = async (from: DeviceGroupId | null, to: DeviceGroupId | null): Promise<void> => {
    if (from !== null) await members.put(from, device.id, false);
    try {
      if (to !== null) await members.put(to, device.id, true);
    } catch (error) {
      // In no site is not what was asked for: it goes back to where it was.
      if (from !== null) await members.put(from, device.id, true);
      throw error;
    } finally {
      await members.changed();
    }
  };
  const move = useMutation({
    mutationFn: (to: DeviceGroup | null) => moveTo(current?.id ?? null, to?.id ?? null),
    onSuccess: (_, to) => {
      const text =
        to === null
          ? t('console.deviceGroups.tookOut', { device: device.name, name: current?.name ?? '' })
          : t('console.device.movedToSite', { device: device.name, site: to.name });
      const back = current?.id ?? null;
      toasts.done(text, () => moveTo(to?.id ?? null, back));
    },
  });
  return (
    <Card
      title={t('console.device.site')}
      actions={
        current === undefined ? undefined : (
          <Link to="/device-groups/$id" params={{ id: current.id }} className={kit['link']}>
            {t('console.device.openSite')}
          </Link>
        )
      }
    >
      <div className={kit['narrow']}>
        <Select
          label={t('console.device.siteOf', { name: device.name })}
          description={t('console.deviceGroups.isSiteHint')}
          placeholder={t(sites.length === 0 ? 'console.device.noSites' : 'console.device.noSite')}
          clearable
          clearButtonProps={{ 'aria-label': t('console.common.clear') }}
          searchable
          nothingFoundMessage={t('console.offlineLogin.nothingFound')}
          disabled={!mayWrite || sites.length === 0 || move.isPending}
          data={sites.map(({ id, name }) => ({ value: id as string, label: name }))}
          value={current?.id ?? null}
          error={move.error === null ? null : refusalText(move.error, t('console.common.noAnswer'))}
          onChange={(id) => move.mutate(sites.find((site) => site.id === id) ?? null)}
        />
      </div>
    </Card>
  );
}

function GroupsCard({ device, groups }: { device: Device; groups: readonly DeviceGroup[] }) {
  const { t } = useTexts();
  const toasts = useToasts();
  const members = useMembers();
  const mayWrite = useMay()('devices:write');
  const put = async (group: DeviceGroup, member: boolean): Promise<void> => {
    await members.put(group.id, device.id, member);
    await members.changed();
  };
  const change = (group: DeviceGroup, member: boolean): void => {
    const names = { device: device.name, name: group.name };
    const text = member ? t('console.device.joined', names) : t('console.deviceGroups.tookOut', names);
    put(group, member).then(() => toasts.done(text, () => put(group, !member)), toasts.failed);
  };
  const mine = groups.filter(({ id }) => device.deviceGroups.includes(id));
  const others = groups.filter(({ id }) => !device.deviceGroups.includes(id));
  return (
    <Card
      title={t('console.deviceGroups.title')}
      actions={
        mayWrite && others.length > 0 ? (
          <Select
            aria-label={t('console.device.addToGroup')}
            placeholder={t('console.device.addToGroup')}
            searchable
            miw="min(17rem, 100%)"
            nothingFoundMessage={t('console.offlineLogin.nothingFound')}
            value={null}
            data={others.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChange={(id) => {
              const group = others.find((one) => one.id === id);
              if (group !== undefined) change(group, true);
            }}
          />
        ) : undefined
      }
    >
      {mine.length === 0 ? (
        <Empty icon={IconBoxMultiple} title={t('console.device.noGroup')} text={t('console.device.noGroupText')}>
          {groups.length === 0 && mayWrite ? (
            <Button variant="light" renderRoot={(props) => <Link to="/device-groups" {...props} />}>
              {t('console.deviceGroups.title')}
            </Button>
          ) : null}
        </Empty>
      ) : (
        <ul className={kit['rows']} aria-label={t('console.deviceGroups.title')}>
          {mine.map((group) => (
            <li key={group.id}>
              <IconBoxMultiple size={20} stroke={1.6} aria-hidden />
              <span className={kit['grow']}>
                <Link to="/device-groups/$id" params={{ id: group.id }} className={`${kit['link']} break`}>
                  {group.name}
                </Link>
              </span>
              {mayWrite ? (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('console.device.takeOutOf', { name: group.name })}
                  onClick={() => change(group, false)}
                >
                  {t('console.users.takeOut')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
