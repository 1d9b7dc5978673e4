import { putOrganisation, type OrganisationSettings } from '@holdover/api';
import { Autocomplete, Button, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { proposedOrganisation } from './proposed-organisation.ts';
import classes from './set-up.module.css';

const NAMES = ['name', 'language', 'timeZone'];

/** Name, language and time zone; the last two proposed from the browser. */
export function OrganisationStep() {
  const { resources } = useServices();
  const { choice } = useTexts();
  const settings = useQuery(resources.organisation());
  return (
    <Loaded query={settings}>
      {(saved) => (
        <OrganisationForm
          proposed={proposedOrganisation(saved, {
            language: choice === 'de' ? 'de' : 'en',
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          })}
        />
      )}
    </Loaded>
  );
}

function OrganisationForm({ proposed }: { proposed: OrganisationSettings }) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  // Typed over, and not followed: on a first visit nobody else changes it meanwhile.
  const [draft, setDraft] = useState(proposed);
  const save = useSave();
  useFocusOnError(form, save.error);
  const refused = fieldProblems(save.error, NAMES).fields;
  const change = (part: Partial<OrganisationSettings>): void => setDraft({ ...draft, ...part });
  const next = (event: FormEvent): void => {
    event.preventDefault();
    if (!save.isPending) save.mutate(draft);
  };
  return (
    <form ref={form} onSubmit={next} noValidate>
      <Stack>
        <FormProblem error={save.error} names={NAMES} />
        <TextInput
          label={t('console.setUp.organisationName')}
          description={t('console.setUp.organisationHint')}
          autoComplete="organization"
          autoFocus
          value={draft.name}
          error={refused['name']}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Radio.Group
          label={t('console.setUp.language')}
          description={t('console.setUp.languageHint')}
          value={draft.language}
          error={refused['language']}
          onChange={(value) => change({ language: value === 'de' ? 'de' : 'en' })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="en" label="English" lang="en" />
            <Radio value="de" label="Deutsch" lang="de" />
          </Stack>
        </Radio.Group>
        <Autocomplete
          label={t('console.organisation.timeZone')}
          description={t('console.setUp.timeZoneHint')}
          autoComplete="off"
          limit={12}
          data={Intl.supportedValuesOf('timeZone')}
          value={draft.timeZone}
          error={refused['timeZone']}
          onChange={(timeZone) => change({ timeZone })}
        />
      </Stack>
      <div className={classes['actions']}>
        <Button type="submit" loading={save.isPending}>
          {t('console.common.next')}
        </Button>
      </div>
    </form>
  );
}

function useSave() {
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: OrganisationSettings) => api.call(putOrganisation, { body }),
    onSuccess: async (saved) => {
      queries.setQueryData(keys.organisation, saved);
      await navigate({ to: '/set-up', search: { step: 'device' } });
    },
  });
}
