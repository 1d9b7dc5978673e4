import '../../app/shell-styles.ts';
import { setUp } from '@holdover/api';
import { Button, Group, Stepper } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useGateServices } from '../../app/gate-services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { FormProblem } from '../../kit/form-dialog.tsx';
import { Gate } from '../../kit/gate.tsx';
import { checkAdministrator, type SetUpDraft } from './set-up-draft.ts';
import { AdministratorStep, OrganisationStep } from './set-up-steps.tsx';

const route = getRouteApi('/set-up');
const NAMES = ['userName', 'password', 'organisation', 'language'];
const FIRST_STEP = ['userName', 'password'];

/** First visit: the one-time link leads here. Administrator, then organisation; the first device follows inside. */
export function SetUpPage() {
  const { t } = useTexts();
  const { resources } = useGateServices();
  const { token: asked } = route.useSearch();
  // After the hash by preference: a fragment reaches no log and no proxy.
  const token = asked ?? new URLSearchParams(useLocation().hash).get('token') ?? undefined;
  const state = useQuery(resources.setUp());
  if (state.data?.needed === false) {
    return (
      <Gate title={t('console.setUp.doneTitle')} lead={t('console.setUp.doneLead')}>
        <Button fullWidth renderRoot={(props) => <Link to="/sign-in" {...props} />}>
          {t('console.signIn.submit')}
        </Button>
      </Gate>
    );
  }
  if (token === undefined)
    return <Gate title={t('console.setUp.title')} lead={t('console.setUp.noToken')} children={null} />;
  return <SetUpForm token={token} />;
}

function SetUpForm({ token }: { token: string }) {
  const { t, choice } = useTexts();
  const { api } = useGateServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<SetUpDraft>({
    userName: '',
    password: '',
    again: '',
    organisation: '',
    language: choice === 'de' ? 'de' : 'en',
  });
  const [checked, setChecked] = useState(false);
  const finish = useMutation({
    mutationFn: () => api.call(setUp, { body: bodyOf(token, draft) }),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: keys.me });
      queries.setQueryData(keys.setUp, { needed: false });
      await navigate({ to: '/' });
    },
    onError: (error) => {
      const wrong = Object.keys(fieldProblems(error, NAMES).fields);
      if (wrong.some((name) => FIRST_STEP.includes(name))) setStep(0);
    },
  });
  const own = checkAdministrator(draft);
  const refused = fieldProblems(finish.error, NAMES).fields;
  const next = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(own).length > 0) return setStep(0);
    if (step === 0) setStep(1);
    else finish.mutate();
  };
  const change = (part: Partial<SetUpDraft>): void => setDraft({ ...draft, ...part });

  return (
    <Gate title={t('console.setUp.title')} lead={t('console.setUp.lead')} wide>
      <form onSubmit={next} noValidate>
        <FormProblem error={finish.error} names={NAMES} />
        <Stepper active={step} onStepClick={setStep} allowNextStepsSelect={false} size="sm" mb="lg" mt="sm">
          <Stepper.Step label={t('console.setUp.administrator')}>
            <AdministratorStep draft={draft} change={change} refused={refused} wrong={checked ? own : {}} />
          </Stepper.Step>
          <Stepper.Step label={t('console.setUp.organisation')}>
            <OrganisationStep draft={draft} change={change} refused={refused} />
          </Stepper.Step>
        </Stepper>
        <Group justify="flex-end">
          {step === 0 ? null : (
            <Button variant="default" onClick={() => setStep(0)}>
              {t('console.common.back')}
            </Button>
          )}
          <Button type="submit" loading={finish.isPending}>
            {t(step === 0 ? 'console.common.next' : 'console.setUp.submit')}
          </Button>
        </Group>
      </form>
    </Gate>
  );
}

function bodyOf(token: string, { userName, password, organisation, language }: SetUpDraft) {
  return { token, userName, password, language, ...(organisation.trim() === '' ? {} : { organisation }) };
}
