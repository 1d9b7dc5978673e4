import { deleteUserSource, patchUserSource, type UserSource } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { useRemoval } from '../../kit/use-removal.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { bodyOf, draftOf, sameDraft } from './source-draft.ts';
import { SourceForm } from './source-form.tsx';
import { SynchronizeCard } from './synchronize-card.tsx';
import { TestCard } from './test-card.tsx';

const route = getRouteApi('/shell/user-sources/$id');

export function SourcePage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.userSource(id));
  const back = { to: '/user-sources', label: t('console.sources.title') } as const;
  return (
    <Loaded
      query={found}
      heading={<PageHeader title={t('console.sources.source')} back={back} />}
      missing={<Missing kind="userSource" />}
    >
      {(source) => <SourceDetail key={id} saved={source} />}
    </Loaded>
  );
}

function SourceDetail({ saved }: { saved: UserSource }) {
  const { t, format } = useTexts();
  const may = useMay();
  const [draft, setDraft] = useState(() => draftOf(saved));
  const changed = !sameDraft(draft, draftOf(saved));
  const follow = (latest: UserSource): void => setDraft(draftOf(latest));
  const save = useSave(saved, follow);
  const overtaken = useFollowSaved(saved, changed, follow);
  return (
    <>
      <PageHeader
        title={saved.name}
        lead={
          <p>
            <Link to="/users" search={{ source: saved.id }} className={kit['link']}>
              {t('console.sources.users', { count: saved.users, number: format.number(saved.users) })}
            </Link>
          </p>
        }
        back={{ to: '/user-sources', label: t('console.sources.title') }}
        actions={may('settings:write') ? <Remove source={saved} /> : null}
      />
      <Stack gap="lg" className={kit['form']}>
        <SynchronizeCard source={saved} unsaved={changed} />
        {may('settings:write') ? <TestCard source={saved} unsaved={changed} /> : null}
        <fieldset className={kit['plainSet']} disabled={!may('settings:write')}>
          <Overtaken shown={overtaken} />
          <SourceForm
            draft={draft}
            saved={draftOf(saved)}
            changed={changed && may('settings:write')}
            busy={save.isPending}
            error={save.error}
            onChange={setDraft}
            request={() => copied(patchUserSource, { params: { id: saved.id }, body: patchOf(draft) })}
            onDiscard={() => (save.reset(), setDraft(draftOf(saved)))}
            onSubmit={() => save.mutate(draft)}
          />
        </fieldset>
      </Stack>
    </>
  );
}

function useSave({ id }: UserSource, onSaved: (saved: UserSource) => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (draft: Parameters<typeof bodyOf>[0]) => {
      return api.call(patchUserSource, { params: { id }, body: patchOf(draft) });
    },
    onSuccess: (stored) => {
      queries.setQueryData(keys.userSource(id), stored);
      onSaved(stored);
      void queries.invalidateQueries({ queryKey: keys.userSources, exact: true });
      toasts.done(t('console.sources.saved', { name: stored.name }));
    },
  });
}

function Remove({ source: { id, name } }: { source: UserSource }) {
  const { t } = useTexts();
  const { api } = useServices();
  const navigate = useNavigate();
  const { ask, dialog } = useRemoval();
  const remove = (): void =>
    ask({
      title: t('console.sources.deleteTitle', { name }),
      text: t('console.sources.deleteText'),
      done: t('console.sources.removed', { name }),
      run: () => api.call(deleteUserSource, { params: { id } }),
      leave: () => navigate({ to: '/user-sources' }),
      own: keys.userSource(id),
      stale: [keys.userSources, keys.users, keys.groups],
    });
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={17} aria-hidden />} onClick={remove}>
        {t('console.common.delete')}
      </Button>
      {dialog}
    </>
  );
}

/** A source stays of its kind. */
function patchOf(draft: Parameters<typeof bodyOf>[0]) {
  const { kind: _, ...body } = bodyOf(draft);
  return body;
}
