import { deleteGroup, type Group } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { optionalText } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import { groupName } from '../../kit/group-names.ts';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { useMay } from '../../kit/use-may.ts';
import { GroupDialog } from './group-dialog.tsx';
import { GroupRow } from './group-row.tsx';

const route = getRouteApi('/shell/groups');
/** From here on a list is searched rather than read. */
const SEARCHED_FROM = 10;

/** `'new'`, the group being renamed, or none. */
type Editing = Group | 'new' | null;

export function GroupsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const may = useMay();
  const groups = useQuery(resources.groups());
  const [editing, setEditing] = useState<Editing>(null);
  return (
    <>
      <PageHeader
        title={t('console.groups.title')}
        lead={t('console.groups.lead')}
        actions={
          may('users:write') ? (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
              {t('console.groups.add')}
            </Button>
          ) : null
        }
      />
      <Loaded query={groups}>
        {(found) => (
          <Card>
            <GroupList groups={found.items} onRename={setEditing} />
            {found.items.some((group) => !group.builtIn) ? null : (
              <Empty icon={IconUsersGroup} title={t('console.groups.none')} text={t('console.groups.noneText')} />
            )}
          </Card>
        )}
      </Loaded>
      {editing === null ? null : (
        <GroupDialog key={editing === 'new' ? 'new' : editing.id} editing={editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function GroupList({ groups, onRename }: { groups: readonly Group[]; onRename: (group: Group) => void }) {
  const { t } = useTexts();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const { remove, dialog } = useRemoval();
  const wanted = (q ?? '').toLowerCase();
  const shown = groups.filter((group) => groupName(t, group).toLowerCase().includes(wanted));
  return (
    <>
      {groups.length < SEARCHED_FROM && wanted === '' ? null : (
        <SearchField
          label={t('console.nested.search')}
          value={q ?? ''}
          onChange={(text) => void navigate({ search: { q: optionalText(text) }, replace: true })}
        />
      )}
      <ul className={kit['rows']} aria-label={t('console.groups.title')}>
        {shown.map((group) => (
          <GroupRow key={group.id} group={group} all={groups} onRename={onRename} onRemove={remove} />
        ))}
      </ul>
      {shown.length === 0 ? <p className={kit['hint']}>{t('console.nested.empty')}</p> : null}
      {dialog}
    </>
  );
}

function useRemoval() {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const { ask, dialog } = useConfirm();
  const remove = (group: Group): void =>
    ask({
      title: t('console.groups.deleteTitle', { name: group.name }),
      text: t('console.groups.deleteText'),
      act: t('console.common.delete'),
      run: async () => {
        await api.call(deleteGroup, { params: { id: group.id } });
        for (const queryKey of [keys.groups, keys.users]) await queries.invalidateQueries({ queryKey });
      },
    });
  return { remove, dialog };
}
