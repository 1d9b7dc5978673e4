import { putAuthentication, type AuthenticationSettings, type HashCosts } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import kit from '../../kit/kit.module.css';
import { useToasts } from '../../kit/toasts.tsx';
import classes from './authentication.module.css';
import {
  costsOf,
  draftOf,
  faultOf,
  HASH_KINDS,
  HASH_NUMBERS,
  sameCosts,
  type HashCostDraft,
  type HashKind,
  type HashNumber,
} from './hash-cost-draft.ts';

const LABELS = {
  memoryKiB: 'console.hashCost.memory',
  passes: 'console.hashCost.passes',
  lanes: 'console.hashCost.lanes',
} as const;
const FIELDS = HASH_KINDS.flatMap((kind) => HASH_NUMBERS.map((name) => `hashCost.${kind}.${name}`));

interface HashCostDialogProps {
  saved: AuthenticationSettings;
  present: HashCosts;
  readonly onClose: () => void;
}

/** Asks for a higher cost, and says before what that means. */
export function HashCostDialog({ saved, present, onClose }: HashCostDialogProps) {
  const { t } = useTexts();
  const [draft, setDraft] = useState(() => draftOf(present));
  const [checked, setChecked] = useState(false);
  const raise = useRaise(saved, onClose);
  const fault = useFault(draft, present);
  const costs = costsOf(draft, present);
  const isSame = costs !== null && sameCosts(costs, present);
  const refused = fieldProblems(raise.error, FIELDS).fields;
  const change = (kind: HashKind, name: HashNumber, value: string): void =>
    setDraft({ ...draft, [kind]: { ...draft[kind], [name]: value } });
  return (
    <FormDialog
      opened
      title={t('console.hashCost.raise')}
      submit={t('console.hashCost.raiseAct')}
      busy={raise.isPending}
      error={raise.error}
      names={FIELDS}
      danger
      size="lg"
      request={() => (costs === null ? null : copied(putAuthentication, { body: { ...saved, hashCost: costs } }))}
      onClose={onClose}
      onSubmit={() => (setChecked(true), costs !== null && !isSame && raise.mutate(costs))}
    >
      <p>{t('console.hashCost.raiseText')}</p>
      {HASH_KINDS.map((kind, first) => (
        <div key={kind} role="group" aria-label={t(`console.hashCost.${kind}`)}>
          <h3>{t(`console.hashCost.${kind}`)}</h3>
          <div className={classes['numbers']}>
            {HASH_NUMBERS.map((name, at) => (
              <TextInput
                key={name}
                label={t(LABELS[name])}
                inputMode="numeric"
                autoComplete="off"
                {...(first + at === 0 ? { 'data-autofocus': true } : {})}
                value={draft[kind][name]}
                error={(checked ? fault(kind, name) : undefined) ?? refused[`hashCost.${kind}.${name}`]}
                onChange={(event) => change(kind, name, event.currentTarget.value)}
              />
            ))}
          </div>
        </div>
      ))}
      {checked && isSame ? (
        <p role="alert" className={kit['hint']}>
          {t('console.hashCost.same')}
        </p>
      ) : null}
    </FormDialog>
  );
}

function useFault(draft: HashCostDraft, present: HashCosts): (kind: HashKind, name: HashNumber) => string | undefined {
  const { t, format } = useTexts();
  return (kind, name) => {
    const fault = faultOf(draft, present, { kind, name });
    if (fault === undefined) return undefined;
    const range = { min: format.number(fault.min), max: format.number(fault.max) };
    const value = draft[kind][name].trim();
    switch (fault.kind) {
      case 'lower':
        return t('console.hashCost.lower', range);
      case 'memory-below-lanes':
        return t('console.hashCost.memoryLanes', range);
      case 'range':
        return value === ''
          ? t('console.authentication.required', range)
          : t('console.authentication.range', { value, ...range });
    }
  };
}

function useRaise(saved: AuthenticationSettings, onDone: () => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (hashCost: HashCosts) => api.call(putAuthentication, { body: { ...saved, hashCost } }),
    onSuccess: (stored) => {
      queries.setQueryData(keys.authentication, stored);
      toasts.done(t('console.hashCost.raised'));
      onDone();
    },
  });
}
