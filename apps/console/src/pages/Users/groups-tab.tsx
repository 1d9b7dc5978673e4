import { addGroupMember, removeGroupMember, type Group, type User } from '@holdover/api';
import { Badge, Button, Select } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Empty } from '../../kit/empty.tsx';
import { groupName } from '../../kit/group-names.ts';
import kit from '../../kit/kit.module.css';
import { PagePending } from '../../kit/page-states.tsx';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { useSourceName } from './use-source-name.ts';

export function GroupsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const sourceName = useSourceName();
  const mayWrite = useMay()('users:write');
  const groups = useQuery(resources.groups());
  if (groups.data === undefined) return <PagePending />;

  const put = async (group: Group, member: boolean): Promise<void> => {
    await api.call(member ? addGroupMember : removeGroupMember, { params: { id: group.id, userId: user.id } });
    const stale = [keys.user(user.id), keys.users, keys.groups];
    await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const change = (group: Group, member: boolean): void => {
    const text = t(member ? 'console.users.joined' : 'console.users.left', { name: user.userName, group: group.name });
    put(group, member).then(() => toasts.done(text, () => put(group, !member)), toasts.failed);
  };
  const mine = groups.data.items.filter((group) => user.groups.includes(group.id));
  const others = groups.data.items.filter(
    (group) => !user.groups.includes(group.id) && !group.builtIn && group.sourceId === null,
  );
  const through = groups.data.items.flatMap((group) => {
    const by = mine.find((own) => group.groups.includes(own.id));
    return by === undefined || user.groups.includes(group.id) ? [] : [{ group, by: groupName(t, by) }];
  });

  return (
    <>
      <div className={kit['toolbar']}>
        <p>{t('console.users.groupsHint')}</p>
        {mayWrite ? (
          <Select
            aria-label={t('console.users.addToGroup')}
            placeholder={t('console.users.addToGroup')}
            searchable
            miw="min(17rem, 100%)"
            nothingFoundMessage={t('console.users.noOtherGroup')}
            value={null}
            data={others.map((group) => ({ value: group.id, label: group.name }))}
            onChange={(id) => {
              const group = others.find((one) => one.id === id);
              if (group !== undefined) change(group, true);
            }}
          />
        ) : null}
      </div>
      {mine.length === 0 ? (
        <Empty icon={IconUsersGroup} title={t('console.users.noGroup')} text={t('console.users.noGroupText')} />
      ) : (
        <ul className={kit['rows']} aria-label={t('console.users.tab.groups')}>
          {mine.map((group) => (
            <li key={group.id}>
              <IconUsersGroup size={20} stroke={1.6} aria-hidden />
              <span className={kit['grow']}>
                <Link to="/users" search={{ group: group.id }} className={kit['link']}>
                  {groupName(t, group)}
                </Link>
              </span>
              {group.builtIn ? (
                <Badge variant="light" color="gray">
                  {t('console.groups.builtIn')}
                </Badge>
              ) : group.sourceId === null ? (
                mayWrite ? (
                  <Button variant="default" size="xs" onClick={() => change(group, false)}>
                    {t('console.users.takeOut')}
                  </Button>
                ) : null
              ) : (
                <Badge variant="light" color="gray">
                  {t('console.person.fromSource', { source: sourceName(group.sourceId) })}
                </Badge>
              )}
            </li>
          ))}
          {through.map(({ group, by }) => (
            <li key={group.id}>
              <IconUsersGroup size={20} stroke={1.6} aria-hidden />
              <span className={kit['grow']}>
                <Link to="/users" search={{ group: group.id }} className={kit['link']}>
                  {group.name}
                </Link>
              </span>
              <Badge variant="light" color="gray">
                {t('console.person.inside', { group: by })}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
