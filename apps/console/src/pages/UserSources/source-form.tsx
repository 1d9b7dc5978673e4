import { Button, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import type { RequestToCopy } from '../../kit/copy-curl.tsx';
import { Card } from '../../kit/card.tsx';
import { FormActions } from '../../kit/form-actions.tsx';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { KeptSecret } from '../../kit/kept-secret.tsx';
import kit from '../../kit/kit.module.css';
import { AttributesCard, GroupsCard } from './mapping-cards.tsx';
import { ScheduleCard } from './schedule-card.tsx';
import { RECIPES, SOURCE_FIELDS, type SourceDraft } from './source-draft.ts';

interface SourceFormProps {
  readonly draft: SourceDraft;
  readonly saved: SourceDraft;
  readonly changed: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onChange: (draft: SourceDraft) => void;
  readonly request: RequestToCopy;
  readonly onDiscard: () => void;
  readonly onSubmit: () => void;
}

/** Everything about a directory, in the order one learns it: where it is, who is in it, what is taken, when. */
export function SourceForm(props: SourceFormProps) {
  const { draft, error } = props;
  const form = useRef<HTMLFormElement>(null);
  useFocusOnError(form, error);
  const errors = fieldProblems(error, SOURCE_FIELDS).fields;
  const change = (part: Partial<SourceDraft>): void => props.onChange({ ...draft, ...part });
  return (
    <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), props.onSubmit())}>
      <Stack gap="lg" className={kit['form']}>
        <FormProblem error={error} names={SOURCE_FIELDS} />
        <ConnectionCard draft={draft} saved={props.saved} errors={errors} change={change} />
        <PeopleCard draft={draft} errors={errors} change={change} />
        <AttributesCard draft={draft} errors={errors} change={change} />
        <GroupsCard draft={draft} errors={errors} change={change} />
        <ScheduleCard draft={draft} errors={errors} change={change} />
      </Stack>
      <div className={kit['form']}>
        <FormActions changed={props.changed} saving={props.busy} request={props.request} onDiscard={props.onDiscard} />
      </div>
    </form>
  );
}

export interface PartProps {
  readonly draft: SourceDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly change: (part: Partial<SourceDraft>) => void;
}

function ConnectionCard({ draft, saved, errors, change }: PartProps & { saved: SourceDraft }) {
  const { t } = useTexts();
  const plain = draft.url.trim().toLowerCase().startsWith('ldap:') && !draft.startTls;
  const moved = saved.hasPassword && draft.password === null && draft.hasPassword && draft.url !== saved.url;
  return (
    <Card title={t('console.sources.connection')}>
      <Stack>
        <TextInput
          label={t('console.sources.name')}
          autoComplete="off"
          value={draft.name}
          error={errors['name']}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('console.sources.url')}
          description={plain ? t('console.sources.unencrypted') : t('console.sources.urlHint')}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={draft.url}
          error={errors['url']}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <Switch
          label={t('console.sources.startTls')}
          description={t('console.sources.startTlsHint')}
          checked={draft.startTls}
          disabled={draft.url.trim().toLowerCase().startsWith('ldaps:')}
          onChange={(event) => change({ startTls: event.currentTarget.checked })}
        />
        <Textarea
          label={t('console.sources.ca')}
          description={t('console.sources.caHint')}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={draft.ca}
          error={errors['ca']}
          onChange={(event) => change({ ca: event.currentTarget.value })}
        />
        <TextInput
          label={t('console.sources.bindDn')}
          description={t('console.sources.bindDnHint')}
          autoComplete="off"
          spellCheck={false}
          value={draft.bindDn}
          error={errors['bindDn']}
          onChange={(event) => change({ bindDn: event.currentTarget.value })}
        />
        <KeptSecret
          draft={draft}
          label={t('console.sources.bindPassword')}
          kept={t('console.sources.bindPasswordKept')}
          show={t('console.sources.showPassword')}
          remove={t('console.sources.removePassword')}
          error={errors['bindPassword'] ?? (moved ? t('console.sources.passwordAgain') : undefined)}
          onChange={change}
        />
      </Stack>
    </Card>
  );
}

function PeopleCard({ draft, errors, change }: PartProps) {
  const { t } = useTexts();
  return (
    <Card title={t('console.sources.usersTitle')}>
      <Stack>
        <div>
          <Group gap="xs">
            <span>{t('console.sources.recipes')}</span>
            {(['openldap', 'ad'] as const).map((name) => (
              <Button key={name} variant="default" size="xs" onClick={() => change(RECIPES[name])}>
                {t(`console.sources.recipe.${name}`)}
              </Button>
            ))}
          </Group>
          <p className={kit['hint']}>{t('console.sources.recipesHint')}</p>
        </div>
        <TextInput
          label={t('console.sources.baseDn')}
          description={t('console.sources.baseDnHint')}
          placeholder="ou=people,dc=example,dc=org"
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={draft.baseDn}
          error={errors['baseDn']}
          onChange={(event) => change({ baseDn: event.currentTarget.value })}
        />
        <TextInput
          label={t('console.sources.filter')}
          description={t('console.sources.filterHint')}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={draft.filter}
          error={errors['filter']}
          onChange={(event) => change({ filter: event.currentTarget.value })}
        />
      </Stack>
    </Card>
  );
}
