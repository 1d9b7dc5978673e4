import { putOrganisation, type OrganisationSettings } from '@holdover/api';
import { Autocomplete, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { FormActions } from '../../kit/form-actions.tsx';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { SampleDataCard } from '../SetUp/sample-data-offer.tsx';

const FIELDS = ['name', 'language', 'timeZone'] as const;
const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export function OrganisationPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.organisation());
  const may = useMay();
  const maySample = may('users:write') && may('devices:write');
  return (
    <>
      <PageHeader title={t('console.organisation.path')} lead={t('console.organisation.lead')} />
      <Stack gap="lg" className={kit['narrow']}>
        <Loaded query={settings}>{(saved) => <OrganisationForm saved={saved} />}</Loaded>
        {maySample ? <SampleDataCard /> : null}
      </Stack>
    </>
  );
}

function OrganisationForm({ saved }: { saved: OrganisationSettings }) {
  const { t } = useTexts();
  const mayWrite = useMay()('settings:write');
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(saved);
  const save = useSave(saved);
  useFocusOnError(form, save.error);
  const changed = FIELDS.some((field) => draft[field] !== saved[field]);
  const overtaken = useFollowSaved(saved, changed, setDraft);
  const refused = fieldProblems(save.error, FIELDS).fields;
  const change = (part: Partial<OrganisationSettings>): void => setDraft({ ...draft, ...part });
  return (
    <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), save.mutate(draft))}>
      <Card title={t('console.organisation.title')}>
        <FormProblem error={save.error} names={FIELDS} />
        <Overtaken shown={overtaken} />
        <fieldset className={kit['plainSet']} disabled={!mayWrite}>
          <Stack>
            <TextInput
              label={t('console.organisation.name')}
              description={t('console.organisation.nameHint')}
              autoComplete="organization"
              value={draft.name}
              error={refused['name']}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <Select
              label={t('console.organisation.language')}
              description={t('console.organisation.languageHint')}
              allowDeselect={false}
              data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
              value={draft.language}
              error={refused['language']}
              onChange={(value) => change({ language: value === 'de' ? 'de' : 'en' })}
            />
            <Autocomplete
              label={t('console.organisation.timeZone')}
              description={t('console.organisation.timeZoneHint')}
              autoComplete="off"
              limit={12}
              data={Intl.supportedValuesOf('timeZone')}
              value={draft.timeZone}
              error={refused['timeZone']}
              onChange={(timeZone) => change({ timeZone })}
            />
          </Stack>
        </fieldset>
        {mayWrite ? (
          <FormActions
            changed={changed}
            saving={save.isPending}
            request={() => copied(putOrganisation, { body: draft })}
            onDiscard={() => (save.reset(), setDraft(saved))}
          />
        ) : null}
      </Card>
    </form>
  );
}

function useSave(saved: OrganisationSettings) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const put = async (body: OrganisationSettings): Promise<void> =>
    void queries.setQueryData(keys.organisation, await api.call(putOrganisation, { body }));
  return useMutation({
    mutationFn: put,
    onSuccess: () => toasts.done(t('console.organisation.saved'), () => put(saved)),
  });
}
