import { deleteProfile, type Profile } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { PagePending } from '../../kit/page-states.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { ProfileForm } from './profile-form.tsx';

const route = getRouteApi('/shell/profiles/$id');

export function ProfilePage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.profile(id));
  const back = { to: '/profiles', label: t('console.profiles.title') } as const;
  if (found.data === undefined) {
    if (found.error === null) return <PagePending />;
    return (
      <>
        <PageHeader title={t('console.profiles.profile')} back={back} />
        <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={found.data.name}
        back={back}
        {...(found.data.default ? {} : { actions: <DeleteProfile profile={found.data} /> })}
      />
      <ProfileForm key={id} saved={found.data} />
    </>
  );
}

function DeleteProfile({ profile: { id, name } }: { profile: Profile }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const remove = (): void =>
    ask({
      title: t('console.profiles.deleteTitle', { name }),
      text: t('console.profiles.deleteText'),
      act: t('console.common.delete'),
      run: async () => {
        await api.call(deleteProfile, { params: { id } });
        await navigate({ to: '/profiles' });
        queries.removeQueries({ queryKey: keys.profile(id) });
        await queries.invalidateQueries({ queryKey: keys.profiles });
        toasts.done(t('console.profiles.removed', { name }));
      },
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
