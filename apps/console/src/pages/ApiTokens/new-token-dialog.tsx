import { createApiToken, type GrantedRight } from '@holdover/api';
import { Checkbox, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { EndField } from '../../kit/end-field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { rightKey } from '../../kit/right-key.ts';
import { comingInstant, localInput } from '../../kit/local-time.ts';

/** What is proposed, in milliseconds: 90 days. */
const PROPOSED = 90 * 24 * 60 * 60 * 1_000;
const FIELDS = ['name', 'rights', 'expiresAt'];

interface NewTokenProps {
  readonly onClose: () => void;
  readonly onMade: (made: { name: string; token: string }) => void;
}

/** Name, rights and an end. Nobody gives a right they do not have, so no other is offered. */
export function NewTokenDialog({ onClose, onMade }: NewTokenProps) {
  const { t, format } = useTexts();
  const { api, resources } = useServices();
  const queries = useQueryClient();
  const me = useQuery(resources.me());
  const [name, setName] = useState('');
  const [rights, setRights] = useState<readonly GrantedRight[]>([]);
  const [end, setEnd] = useState<string | null>(() => localInput(Date.now() + PROPOSED, format.timeZone));
  const [checked, setChecked] = useState(false);
  const make = useMutation({
    mutationFn: (expiresAt: string | null) =>
      api.call(createApiToken, { body: { name, rights: [...rights], expiresAt } }),
    onSuccess: async ({ token, name: called }) => {
      await queries.invalidateQueries({ queryKey: keys.apiTokens });
      onClose();
      if (token !== undefined) onMade({ name: called, token });
    },
  });
  const past = end !== null && comingInstant(end, Date.now(), format.timeZone) === null;
  const send = (): void => {
    setChecked(true);
    if (!past && rights.length > 0) make.mutate(end === null ? null : comingInstant(end, Date.now(), format.timeZone));
  };
  const errors = fieldProblems(make.error, FIELDS).fields;
  return (
    <FormDialog
      opened
      title={t('console.tokens.add')}
      submit={t('console.tokens.add')}
      busy={make.isPending}
      error={make.error}
      names={FIELDS}
      request={() =>
        copied(createApiToken, {
          body: {
            name,
            rights: [...rights],
            expiresAt: end === null ? null : comingInstant(end, Date.now(), format.timeZone),
          },
        })
      }
      onClose={onClose}
      onSubmit={send}
    >
      <TextInput
        label={t('console.tokens.name')}
        description={t('console.tokens.nameHint')}
        data-autofocus
        autoComplete="off"
        value={name}
        error={errors['name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('console.tokens.rights')}
        error={checked && rights.length === 0 ? t('console.tokens.atLeastOne') : errors['rights']}
        value={[...rights]}
        onChange={(values) => setRights((me.data?.rights ?? []).filter((right) => values.includes(right)))}
      >
        <Stack gap="xs" mt="xs">
          {(me.data?.rights ?? []).map((right) => (
            <Checkbox key={right} value={right} label={t(`console.tokens.rightOf.${rightKey(right)}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {end === null ? null : (
        <EndField
          label={t('console.tokens.ends')}
          description={t('console.tokens.endsHint')}
          value={end}
          error={checked && past ? t('console.person.endsMissing') : errors['expiresAt']}
          onChange={setEnd}
        />
      )}
      <Switch
        label={t('console.tokens.neverEnds')}
        description={t('console.tokens.neverEndsHint')}
        checked={end === null}
        onChange={(event) =>
          setEnd(event.currentTarget.checked ? null : localInput(Date.now() + PROPOSED, format.timeZone))
        }
      />
    </FormDialog>
  );
}
