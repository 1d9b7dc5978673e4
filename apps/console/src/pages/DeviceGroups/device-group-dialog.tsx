import { createDeviceGroup, patchDeviceGroup, type DeviceGroup } from '@holdover/api';
import { Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';

const FIELDS = ['name', 'site'];

interface DeviceGroupDialogProps {
  readonly editing: DeviceGroup | 'new';
  readonly onClose: () => void;
  readonly onAdded?: (group: DeviceGroup) => void;
}

/** Its name, and whether it is a site. That a device of it is in another site is told beside the switch. */
export function DeviceGroupDialog({ editing, onClose, onAdded }: DeviceGroupDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const before = editing === 'new' ? { name: '', site: false } : editing;
  const [name, setName] = useState(before.name);
  const [site, setSite] = useState(before.site);
  const save = useMutation({
    mutationFn: () =>
      editing === 'new'
        ? api.call(createDeviceGroup, { body: { name, site } })
        : api.call(patchDeviceGroup, { params: { id: editing.id }, body: { name, site } }),
    onSuccess: async (group) => {
      queries.setQueryData(keys.deviceGroup(group.id), group);
      await queries.invalidateQueries({ queryKey: keys.deviceGroups });
      onClose();
      if (editing === 'new') onAdded?.(group);
    },
  });
  const { fields } = fieldProblems(save.error, FIELDS);
  return (
    <FormDialog
      opened
      title={editing === 'new' ? t('console.deviceGroups.add') : t('console.deviceGroups.edit', { name: editing.name })}
      submit={t(editing === 'new' ? 'console.deviceGroups.add' : 'console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={FIELDS}
      request={() =>
        editing === 'new'
          ? copied(createDeviceGroup, { body: { name, site } })
          : copied(patchDeviceGroup, { params: { id: editing.id }, body: { name, site } })
      }
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <TextInput
        label={t('console.deviceGroups.name')}
        data-autofocus
        autoComplete="off"
        value={name}
        error={fields['name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label={t('console.deviceGroups.isSite')}
        description={t('console.deviceGroups.isSiteHint')}
        checked={site}
        error={fields['site']}
        onChange={(event) => setSite(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
