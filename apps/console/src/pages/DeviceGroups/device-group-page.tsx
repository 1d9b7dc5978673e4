import type { DeviceGroup } from '@holdover/api';
import { Alert, Button, Stack } from '@mantine/core';
import { IconInfoCircle, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { groupName } from '../../kit/group-names.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useMay } from '../../kit/use-may.ts';
import { AddDevicesDialog } from './add-devices-dialog.tsx';
import { DeviceGroupDialog } from './device-group-dialog.tsx';
import { GroupKind } from './group-kind.tsx';
import { GroupMembers } from './group-members.tsx';
import { useGroupRemoval } from './use-group-removal.tsx';

const route = getRouteApi('/shell/device-groups/$id');
const LIST = '/device-groups' as const;

export function DeviceGroupPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.deviceGroup(id));
  return (
    <Loaded
      query={found}
      heading={
        <PageHeader
          title={t('console.deviceGroups.group')}
          back={{ to: LIST, label: t('console.deviceGroups.title') }}
        />
      }
      missing={<Missing kind="deviceGroup" />}
    >
      {(group) => <GroupDetail key={id} group={group} />}
    </Loaded>
  );
}

function GroupDetail({ group }: { group: DeviceGroup }) {
  const { t } = useTexts();
  const mayChange = useMay()('devices:write') && !group.builtIn;
  const [adding, setAdding] = useState(false);
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('console.deviceGroups.addDevices')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title={groupName(t, group)}
        lead={
          <p>
            <GroupKind group={group} />
          </p>
        }
        back={{ to: LIST, label: t('console.deviceGroups.title') }}
        actions={mayChange ? <GroupActions group={group} add={add} /> : null}
      />
      <Stack gap="lg">
        <Explained group={group} />
        <GroupMembers group={group} mayChange={mayChange} first={add} />
      </Stack>
      {adding ? <AddDevicesDialog group={group} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function GroupActions({ group, add }: { group: DeviceGroup; add: ReactNode }) {
  const { t } = useTexts();
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState(false);
  const { remove, dialog } = useGroupRemoval(() => navigate({ to: LIST, search: {} }));
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={18} stroke={1.7} aria-hidden />}
        onClick={() => setEditing(true)}
      >
        {t('console.deviceGroups.editShort')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash size={18} stroke={1.7} aria-hidden />}
        onClick={() => remove(group)}
      >
        {t('console.common.delete')}
      </Button>
      {add}
      {editing ? <DeviceGroupDialog editing={group} onClose={() => setEditing(false)} /> : null}
      {dialog}
    </>
  );
}

/** What a built-in group and a site are for, where it is not said by their names. */
function Explained({ group }: { group: DeviceGroup }) {
  const { t } = useTexts();
  if (!group.builtIn && !group.site) return null;
  return (
    <Alert color="petrol" icon={<IconInfoCircle aria-hidden />}>
      <p className="break">
        {group.builtIn
          ? t('console.deviceGroups.allDevicesText')
          : t('console.deviceGroups.siteText', { setting: t('console.offlineLogin.share') })}
      </p>
    </Alert>
  );
}
