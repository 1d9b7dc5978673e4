import { createGroup, deleteGroup, patchGroup, type Group } from '@holdover/api';
import { ActionIcon, Badge, Button, Group as Row, TextInput, Tooltip } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { groupName } from '../../kit/group-names.ts';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';

/** `'new'`, the group being renamed, or none. */
type Editing = Group | 'new' | null;

export function GroupsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.groups());
  const [editing, setEditing] = useState<Editing>(null);
  return (
    <>
      <PageHeader
        title={t('console.groups.title')}
        lead={t('console.groups.lead')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
            {t('console.groups.add')}
          </Button>
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
  const { t, format } = useTexts();
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
  return (
    <>
      <ul className={kit['rows']} aria-label={t('console.groups.title')}>
        {groups.map((group) => (
          <li key={group.id}>
            <IconUsersGroup size={20} stroke={1.6} aria-hidden />
            <div className={kit['grow']}>
              <Link to="/users" search={group.builtIn ? {} : { group: group.id }} className={kit['link']}>
                {groupName(t, group)}
              </Link>
              <div className={kit['hint']}>
                {t('console.groups.members', { count: group.members, number: format.number(group.members) })}
              </div>
            </div>
            {group.builtIn ? (
              <Badge variant="light" color="gray">
                {t('console.groups.builtIn')}
              </Badge>
            ) : (
              <Row gap={4}>
                <Tooltip label={t('console.groups.rename', { name: group.name })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={t('console.groups.rename', { name: group.name })}
                    onClick={() => onRename(group)}
                  >
                    <IconPencil size={18} stroke={1.7} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={t('console.groups.deleteLabel', { name: group.name })}>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size="lg"
                    aria-label={t('console.groups.deleteLabel', { name: group.name })}
                    onClick={() => remove(group)}
                  >
                    <IconTrash size={18} stroke={1.7} />
                  </ActionIcon>
                </Tooltip>
              </Row>
            )}
          </li>
        ))}
      </ul>
      {dialog}
    </>
  );
}

function GroupDialog({ editing, onClose }: { editing: Group | 'new'; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const [name, setName] = useState(editing === 'new' ? '' : editing.name);
  const save = useMutation({
    mutationFn: () =>
      editing === 'new'
        ? api.call(createGroup, { body: { name } })
        : api.call(patchGroup, { params: { id: editing.id }, body: { name } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.groups });
      onClose();
    },
  });
  return (
    <FormDialog
      opened
      title={editing === 'new' ? t('console.groups.add') : t('console.groups.rename', { name: editing.name })}
      submit={t('console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={['name']}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <TextInput
        label={t('console.groups.name')}
        data-autofocus
        autoComplete="off"
        value={name}
        error={fieldProblems(save.error, ['name']).fields['name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
