import { addNestedGroup, removeNestedGroup, type Group } from '@holdover/api';
import { Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import classes from './groups.module.css';

/** Groups whose members are in this one as well: one level, so only those are offered that hold none and this one is in none. */
export function NestedGroups({ group, all }: { group: Group; all: readonly Group[] }) {
  const { t } = useTexts();
  const mayWrite = useMay()('users:write');
  const put = usePut(group);
  const inside = all.filter(({ id }) => group.groups.includes(id));
  const isInside = all.some(({ groups }) => groups.includes(group.id));
  const offered = isInside
    ? []
    : all.filter(
        (one) => !one.builtIn && one.id !== group.id && one.groups.length === 0 && !group.groups.includes(one.id),
      );
  return (
    <>
      <p className={kit['hint']}>{t('console.nested.hint', { name: group.name })}</p>
      {inside.length === 0 ? (
        <p className={kit['hint']}>{t('console.nested.none')}</p>
      ) : (
        <ul className={classes['chips']} aria-label={t('console.nested.contains')}>
          {inside.map((one) => (
            <li key={one.id}>
              {mayWrite ? (
                <Button
                  variant="default"
                  size="xs"
                  rightSection={<IconX size={14} aria-hidden />}
                  aria-label={t('console.nested.takeOut', { group: one.name, name: group.name })}
                  onClick={() => put.mutate({ one, member: false })}
                >
                  {one.name}
                </Button>
              ) : (
                one.name
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite ? (
        <Select
          aria-label={t('console.nested.add', { name: group.name })}
          placeholder={t('console.nested.addShort')}
          searchable
          nothingFoundMessage={t('console.nested.noneLeft')}
          value={null}
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            const one = offered.find((candidate) => candidate.id === id);
            if (one !== undefined) put.mutate({ one, member: true });
          }}
        />
      ) : null}
    </>
  );
}

interface Put {
  readonly one: Group;
  readonly member: boolean;
}

function usePut({ id, name: group }: Group) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const put = async ({ one, member }: Put): Promise<void> => {
    await api.call(member ? addNestedGroup : removeNestedGroup, { params: { id, groupId: one.id } });
    await Promise.all([keys.groups, keys.users].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  return useMutation({
    mutationFn: put,
    onSuccess: (_, { one, member }) => {
      if (!member) toasts.done(t('console.undo.takenOut', { name: one.name, group }), () => put({ one, member: true }));
    },
    onError: toasts.failed,
  });
}
