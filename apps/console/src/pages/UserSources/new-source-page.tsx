import { createUserSource } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { PageHeader } from '../../kit/page-header.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { bodyOf, NO_SOURCE, sameDraft } from './source-draft.ts';
import { SourceForm } from './source-form.tsx';

export function NewSourcePage() {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [draft, setDraft] = useState(NO_SOURCE);
  const add = useMutation({
    mutationFn: () => api.call(createUserSource, { body: bodyOf(draft) }),
    onSuccess: async (source) => {
      queries.setQueryData(keys.userSource(source.id), source);
      void queries.invalidateQueries({ queryKey: keys.userSources });
      toasts.done(t('console.sources.added', { name: source.name }));
      await navigate({ to: '/user-sources/$id', params: { id: source.id } });
    },
  });
  return (
    <>
      <PageHeader title={t('console.sources.add')} back={{ to: '/user-sources', label: t('console.sources.title') }} />
      <SourceForm
        draft={draft}
        saved={NO_SOURCE}
        changed={!sameDraft(draft, NO_SOURCE)}
        busy={add.isPending}
        error={add.error}
        onChange={setDraft}
        request={() => copied(createUserSource, { body: bodyOf(draft) })}
        onDiscard={() => (add.reset(), setDraft(NO_SOURCE))}
        onSubmit={() => add.mutate()}
      />
    </>
  );
}
