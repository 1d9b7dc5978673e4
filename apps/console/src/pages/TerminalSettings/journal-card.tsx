import { JOURNAL_LIMITS, putJournalSettings, type JournalSettings } from '@holdover/api';
import { Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { FormActions } from '../../kit/form-actions.tsx';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useApply } from '../../kit/use-apply.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { wholeNumber } from '../../kit/whole-number.ts';
import classes from './terminal-settings.module.css';

const FIELDS = ['keepDays'];

/** F3: how long terminals keep what was booked. */
export function JournalCard() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.journalSettings());
  return (
    <Card title={t('console.journalSettings.title')}>
      <Loaded query={settings}>{(saved) => <JournalForm saved={saved} />}</Loaded>
    </Card>
  );
}

function JournalForm({ saved }: { saved: JournalSettings }) {
  const { t, format } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(String(saved.keepDays));
  const [checked, setChecked] = useState(false);
  const mayWrite = useMay()('settings:write');
  const save = useSave(() => setChecked(false));
  useFocusOnError(form, save.error);
  const value = typed.trim();
  const changed = value !== String(saved.keepDays);
  const overtaken = useFollowSaved(saved, changed, ({ keepDays }) => setTyped(String(keepDays)));
  const { min, max } = JOURNAL_LIMITS.keepDays;
  const range = { min: format.number(min), max: format.number(max) };
  const keepDays = wholeNumber(value, JOURNAL_LIMITS.keepDays);
  const fault =
    value === ''
      ? t('console.journalSettings.required', range)
      : t('console.journalSettings.range', { value, ...range });
  const send = (): void => {
    setChecked(true);
    if (keepDays === null) focusFaultSoon(form);
    else save.ask({ keepDays });
  };
  return (
    <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
      <Stack>
        <p className={kit['hint']}>{t('console.journalSettings.hint')}</p>
        <FormProblem error={save.error} names={FIELDS} />
        <Overtaken shown={overtaken} />
        <fieldset className={kit['plainSet']} disabled={!mayWrite}>
          <TextInput
            label={t('console.journalSettings.keepDays')}
            description={t('console.journalSettings.keepDaysHint', range)}
            inputMode="numeric"
            autoComplete="off"
            classNames={{ input: classes['short'] ?? '' }}
            value={typed}
            error={
              (checked && keepDays === null ? fault : undefined) ?? fieldProblems(save.error, FIELDS).fields['keepDays']
            }
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </fieldset>
      </Stack>
      {mayWrite ? (
        <FormActions
          changed={changed}
          request={() => (keepDays === null ? null : copied(putJournalSettings, { body: { keepDays } }))}
          onDiscard={() => (save.forget(), setChecked(false), setTyped(String(saved.keepDays)))}
        />
      ) : null}
      {save.dialog}
    </form>
  );
}

function useSave(onStored: () => void) {
  const { api } = useServices();
  const queries = useQueryClient();
  return useApply({
    put: async (body: JournalSettings) => {
      queries.setQueryData(keys.journalSettings, await api.call(putJournalSettings, { body }));
      onStored();
    },
  });
}
