import { deleteQueue, type Queue } from '@holdover/api';
import { Menu } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import kit from '../../kit/kit.module.css';
import { RowMenu } from '../../kit/row-menu.tsx';
import { useToasts } from '../../kit/toasts.tsx';

export function QueueActions({ queue, onEdit }: { queue: Queue; onEdit: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const { id, name } = queue;
  const remove = (): void =>
    ask({
      title: t('console.queues.deleteTitle', { name }),
      text: t('console.queues.deleteText'),
      act: t('console.common.delete'),
      run: async () => {
        await api.call(deleteQueue, { params: { id } });
        await queries.invalidateQueries({ queryKey: keys.queues });
        toasts.done(t('console.queues.removed', { name }));
      },
    });
  return (
    <>
      <RowMenu label={t('console.queues.rowActions', { name })}>
        <Menu.Item leftSection={<IconPencil size={17} aria-hidden />} onClick={onEdit}>
          {t('console.queues.edit')}
        </Menu.Item>
        <Menu.Item className={kit['danger']} leftSection={<IconTrash size={17} aria-hidden />} onClick={remove}>
          {t('console.queues.deleteLabel')}
        </Menu.Item>
      </RowMenu>
      {dialog}
    </>
  );
}
