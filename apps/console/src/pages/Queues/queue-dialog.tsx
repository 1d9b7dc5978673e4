import { createQueue, patchQueue, type Queue } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied, type CopiedRequest } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { bodyOf, draftOf, NO_QUEUE, QUEUE_FIELDS } from './queue-draft.ts';
import { QueueFields } from './queue-fields.tsx';

/** A new queue, or one that exists: all but its kind can be changed. */
export function QueueDialog({ editing, onClose }: { editing: Queue | 'new'; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(() => (editing === 'new' ? NO_QUEUE : draftOf(editing)));
  const putBack = async (queue: Queue): Promise<void> => {
    const { kind: _, ...body } = bodyOf(draftOf(queue));
    await api.call(patchQueue, { params: { id: queue.id }, body });
    await queries.invalidateQueries({ queryKey: keys.queues });
  };
  const save = useMutation({
    mutationFn: () => {
      const { kind, ...rest } = bodyOf(draft);
      return editing === 'new'
        ? api.call(createQueue, { body: { ...rest, kind } })
        : api.call(patchQueue, { params: { id: editing.id }, body: rest });
    },
    onSuccess: async ({ name }) => {
      await queries.invalidateQueries({ queryKey: keys.queues });
      onClose();
      toasts.done(t('console.queues.saved', { name }), editing === 'new' ? undefined : () => putBack(editing));
    },
  });
  return (
    <FormDialog
      opened
      size="lg"
      title={t(editing === 'new' ? 'console.queues.add' : 'console.queues.edit')}
      submit={t(editing === 'new' ? 'console.queues.add' : 'console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={QUEUE_FIELDS}
      request={() => queueRequest(editing, draft)}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <QueueFields
        draft={draft}
        isNew={editing === 'new'}
        errors={fieldProblems(save.error, QUEUE_FIELDS).fields}
        onChange={setDraft}
      />
    </FormDialog>
  );
}

function queueRequest(editing: Queue | 'new', draft: Parameters<typeof bodyOf>[0]): CopiedRequest {
  const { kind, ...rest } = bodyOf(draft);
  return editing === 'new'
    ? copied(createQueue, { body: { ...rest, kind } })
    : copied(patchQueue, { params: { id: editing.id }, body: rest });
}
