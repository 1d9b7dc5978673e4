import type { Group } from '@holdover/api';
import { ActionIcon, Badge, Group as Row } from '@mantine/core';
import { IconPencil, IconSitemap, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { groupName } from '../../kit/group-names.ts';
import { Hint } from '../../kit/hint.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { useSourceName } from '../Users/use-source-name.ts';
import { NestedGroups } from './nested-groups.tsx';
import classes from './groups.module.css';

interface GroupRowProps {
  readonly group: Group;
  readonly all: readonly Group[];
  readonly onRename: (group: Group) => void;
  readonly onRemove: (group: Group) => void;
}

/** One group: its members, the groups in it and those it is in. */
export function GroupRow({ group, all, onRename, onRemove }: GroupRowProps) {
  const { t, format } = useTexts();
  const [open, setOpen] = useState(false);
  const parents = all.filter(({ groups }) => groups.includes(group.id));
  const nested = group.groups.length > 0;
  return (
    <li>
      <IconUsersGroup size={20} stroke={1.6} aria-hidden />
      <div className={kit['grow']}>
        <Link to="/users" search={group.builtIn ? {} : { group: group.id }} className={kit['link']}>
          <span className="break">{groupName(t, group)}</span>
        </Link>
        <div className={kit['hint']}>
          {t('console.groups.members', { count: group.members, number: format.number(group.members) })}
          {nested
            ? ` · ${t('console.nested.allMembers', { count: group.allMembers, number: format.number(group.allMembers) })}`
            : ''}
          {parents.length === 0
            ? ''
            : ` · ${t('console.nested.inside', { groups: format.list(parents.map(({ name }) => name)) })}`}
        </div>
      </div>
      <Actions group={group} open={open} onToggle={() => setOpen(!open)} onRename={onRename} onRemove={onRemove} />
      {open ? (
        <div className={classes['nested']}>
          <NestedGroups group={group} all={all} />
        </div>
      ) : null}
    </li>
  );
}

interface ActionsProps {
  readonly group: Group;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onRename: (group: Group) => void;
  readonly onRemove: (group: Group) => void;
}

function Actions({ group, open, onToggle, onRename, onRemove }: ActionsProps) {
  const { t } = useTexts();
  const mayWrite = useMay()('users:write');
  const sourceName = useSourceName();
  const { name, builtIn, sourceId } = group;
  if (builtIn)
    return (
      <Badge variant="light" color="gray">
        {t('console.groups.builtIn')}
      </Badge>
    );
  const button = { variant: 'subtle', size: 'lg' } as const;
  return (
    <Row gap={4}>
      {sourceId === null ? null : (
        <Badge variant="light" color="gray">
          {t('console.nested.ofSource', { source: sourceName(sourceId) })}
        </Badge>
      )}
      <Hint label={t('console.nested.open', { name })}>
        <ActionIcon
          {...button}
          color="gray"
          aria-label={t('console.nested.open', { name })}
          aria-expanded={open}
          onClick={onToggle}
        >
          <IconSitemap size={18} stroke={1.7} />
        </ActionIcon>
      </Hint>
      {mayWrite ? (
        <>
          {sourceId === null ? (
            <Hint label={t('console.groups.rename', { name })}>
              <ActionIcon
                {...button}
                color="gray"
                aria-label={t('console.groups.rename', { name })}
                onClick={() => onRename(group)}
              >
                <IconPencil size={18} stroke={1.7} />
              </ActionIcon>
            </Hint>
          ) : null}
          <Hint label={t('console.groups.deleteLabel', { name })}>
            <ActionIcon
              {...button}
              color="red"
              aria-label={t('console.groups.deleteLabel', { name })}
              onClick={() => onRemove(group)}
            >
              <IconTrash size={18} stroke={1.7} />
            </ActionIcon>
          </Hint>
        </>
      ) : null}
    </Row>
  );
}
