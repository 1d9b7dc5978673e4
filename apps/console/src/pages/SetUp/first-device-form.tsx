import { deviceModelField, type Device } from '@holdover/api';
import { Alert, Button, Select, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { DEVICE_FIELDS, type DeviceDraft } from '../Devices/device-fields.tsx';
import { FindPrinters } from '../Devices/find-printers.tsx';
import { isSampleDevice } from './sample-data.ts';
import { SampleDataOffer } from './sample-data-offer.tsx';
import classes from './set-up.module.css';

const NO_DEVICE: DeviceDraft = { name: '', model: 'generic', profileId: null, address: '' };
const NAMES = DEVICE_FIELDS;
/** More than these are no interrupted set-up. */
const MOST_BEGUN = 5;

interface FirstDeviceProps {
  readonly busy: boolean;
  error: unknown;
  readonly onAdd: (draft: DeviceDraft) => void;
  readonly onGoOn: (device: Device) => void;
}

/** Name and model; the default profile decides the rest. Or nothing of it, now. */
export function FirstDeviceForm({ busy, error, onAdd, onGoOn }: FirstDeviceProps) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(NO_DEVICE);
  useFocusOnError(form, error);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) onAdd(draft);
  };
  return (
    <>
      <Begun onGoOn={onGoOn} />
      <form ref={form} onSubmit={add} noValidate>
        <Stack>
          <FormProblem error={error} names={NAMES} />
          <FindPrinters
            onChoose={({ name, model, uri }) => setDraft({ ...draft, name: name.slice(0, 200), model, address: uri })}
          />
          <Fields draft={draft} errors={fieldProblems(error, NAMES).fields} onChange={setDraft} />
        </Stack>
        <div className={classes['actions']}>
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            {t('console.setUpDevice.skip')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('console.devices.add')}
          </Button>
        </div>
      </form>
      <SampleDataOffer />
    </>
  );
}

/** Devices somebody added before being interrupted. */
function Begun({ onGoOn }: Pick<FirstDeviceProps, 'onGoOn'>) {
  const { t } = useTexts();
  const { resources } = useServices();
  const devices = useQuery(resources.findDevices(''));
  const waiting = (devices.data ?? [])
    .filter(({ name, terminal }) => terminal === null && !isSampleDevice(name))
    .slice(0, MOST_BEGUN);
  if (waiting.length === 0) return null;
  return (
    <div className={classes['waiting']}>
      <p>{t('console.setUpDevice.begun')}</p>
      <ul>
        {waiting.map((device) => (
          <li key={device.id}>
            <Button size="compact-sm" variant="light" onClick={() => onGoOn(device)}>
              {t('console.setUpDevice.goOnWith', { name: device.name })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldsProps {
  draft: DeviceDraft;
  errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: DeviceDraft) => void;
}

function Fields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <TextInput
        label={t('console.devices.name')}
        description={t('console.devices.nameHint')}
        autoComplete="off"
        autoFocus
        value={draft.name}
        error={errors['name']}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <Select
        label={t('console.devices.model')}
        description={t('console.setUpDevice.modelHint')}
        allowDeselect={false}
        data={deviceModelField.options.map((value) => ({ value, label: t(`console.devices.modelName.${value}`) }))}
        value={draft.model}
        error={errors['model']}
        onChange={(text) => {
          const model = deviceModelField.options.find((one) => one === text);
          if (model !== undefined) onChange({ ...draft, model });
        }}
      />
      {draft.model === 'other' ? (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('fixed.noOfflineLogin')}>
          {t('console.devices.otherText')}
        </Alert>
      ) : null}
    </>
  );
}
