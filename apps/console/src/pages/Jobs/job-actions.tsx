import { cancelJob, deleteJob, patchJob, type Job, type Queue } from '@holdover/api';
import { Menu } from '@mantine/core';
import { IconArrowsSort, IconPlayerPause, IconPlayerPlay, IconPrinter, IconTrash, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import kit from '../../kit/kit.module.css';
import { RowMenu } from '../../kit/row-menu.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { actsOn, isOver } from './job-facts.ts';
import { PriorityDialog } from './priority-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

/** What the server can still do with a job. */
export function JobActions({ job, queue }: { job: Job; queue: Queue | undefined }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<'priority' | 'release' | null>(null);
  const { hold, cancel, remove, dialog } = useOrders(job, queue);
  const acts = actsOn(job, queue);
  const glyph = { size: 17, 'aria-hidden': true };
  if (!Object.values(acts).some(Boolean)) return null;
  return (
    <>
      <RowMenu walked label={t('console.jobs.rowActions', { name: job.name })}>
        {acts.release || acts.printAgain ? (
          <Menu.Item leftSection={<IconPrinter {...glyph} />} onClick={() => setAsking('release')}>
            {t(acts.release ? 'console.jobs.release' : 'console.jobs.printAgain')}
          </Menu.Item>
        ) : null}
        {acts.letGo ? (
          <Menu.Item leftSection={<IconPlayerPlay {...glyph} />} onClick={() => hold(false)}>
            {t('console.jobs.letGo')}
          </Menu.Item>
        ) : null}
        {acts.hold ? (
          <Menu.Item leftSection={<IconPlayerPause {...glyph} />} onClick={() => hold(true)}>
            {t('console.jobs.hold')}
          </Menu.Item>
        ) : null}
        {acts.priority ? (
          <Menu.Item leftSection={<IconArrowsSort {...glyph} />} onClick={() => setAsking('priority')}>
            {t('console.jobs.priority')}
          </Menu.Item>
        ) : null}
        {acts.cancel ? (
          <Menu.Item className={kit['danger']} leftSection={<IconX {...glyph} />} onClick={cancel}>
            {t('console.jobs.cancel')}
          </Menu.Item>
        ) : null}
        {acts.remove ? (
          <Menu.Item className={kit['danger']} leftSection={<IconTrash {...glyph} />} onClick={remove}>
            {t('console.common.delete')}
          </Menu.Item>
        ) : null}
      </RowMenu>
      {asking === 'priority' ? <PriorityDialog job={job} onClose={() => setAsking(null)} /> : null}
      {asking === 'release' ? <ReleaseDialog job={job} onClose={() => setAsking(null)} /> : null}
      {dialog}
    </>
  );
}

function useOrders(job: Job, queue: Queue | undefined) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const { name } = job;
  const params = { id: job.id };
  const changed = async (): Promise<void> => {
    for (const queryKey of [keys.jobs, keys.queues]) await queries.invalidateQueries({ queryKey });
  };
  const setHeld = async (held: boolean): Promise<void> => {
    await api.call(patchJob, { params, body: { held } });
    await changed();
  };
  return {
    dialog,
    hold(held: boolean): void {
      const said = t(held ? 'console.jobs.holdDone' : 'console.jobs.letGoDone', { name });
      // One that an administrator had sent to a device waits for its owner again: letting it go on does not send it there.
      const undo = queue?.kind === 'direct' ? () => setHeld(!held) : undefined;
      setHeld(held).then(() => toasts.done(said, undo), toasts.failed);
    },
    cancel: (): void =>
      ask({
        title: t('console.jobs.cancelTitle', { name }),
        text: t('console.jobs.cancelText'),
        act: t('console.jobs.cancelAct'),
        run: async () => {
          await api.call(cancelJob, { params });
          await changed();
          toasts.done(t('console.jobs.cancelled', { name }));
        },
      }),
    remove: (): void =>
      ask({
        title: t('console.jobs.deleteTitle', { name }),
        text: t(isOver(job) ? 'console.jobs.deleteOverText' : 'console.jobs.deleteText'),
        act: t('console.common.delete'),
        run: async () => {
          await api.call(deleteJob, { params });
          await changed();
        },
      }),
  };
}
