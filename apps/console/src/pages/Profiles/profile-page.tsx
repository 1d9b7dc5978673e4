import { deleteProfile, type Profile } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useMay } from '../../kit/use-may.ts';
import { useRemoval } from '../../kit/use-removal.tsx';
import { RolloutCard } from '../OfflineLogin/rollout-card.tsx';
import { AddProfileDialog } from './add-profile-dialog.tsx';
import { ProfileDevices } from './profile-devices.tsx';
import { ProfileForm } from './profile-form.tsx';

const route = getRouteApi('/shell/profiles/$id');

export function ProfilePage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.profile(id));
  const mayWrite = useMay()('settings:write');
  const back = { to: '/profiles', label: t('console.profiles.title') } as const;
  return (
    <Loaded
      query={found}
      heading={<PageHeader title={t('console.profiles.profile')} back={back} />}
      missing={<Missing kind="profile" />}
    >
      {(profile) => (
        <>
          <PageHeader
            title={profile.name}
            back={back}
            {...(mayWrite ? { actions: <ProfileActions profile={profile} /> } : {})}
          />
          <div className={kit['columns']}>
            <ProfileForm key={id} saved={profile} />
            <Stack gap="lg">
              <ProfileDevices profileId={id} />
              <RolloutCard />
            </Stack>
          </div>
        </>
      )}
    </Loaded>
  );
}

function ProfileActions({ profile }: { profile: Profile }) {
  const { t } = useTexts();
  const [copying, setCopying] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCopy size={17} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setCopying(true)}
      >
        {t('console.profiles.copy')}
      </Button>
      {profile.default ? null : <DeleteProfile profile={profile} />}
      {copying ? <AddProfileDialog from={profile} onClose={() => setCopying(false)} /> : null}
    </>
  );
}

function DeleteProfile({ profile: { id, name } }: { profile: Profile }) {
  const { t } = useTexts();
  const { api } = useServices();
  const navigate = useNavigate();
  const { ask, dialog } = useRemoval();
  const remove = (): void =>
    ask({
      title: t('console.profiles.deleteTitle', { name }),
      text: t('console.profiles.deleteText'),
      done: t('console.profiles.removed', { name }),
      run: () => api.call(deleteProfile, { params: { id } }),
      leave: () => navigate({ to: '/profiles' }),
      own: keys.profile(id),
      stale: [keys.profiles],
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
