import { testMail } from '@holdover/api';
import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { IconCheck, IconMail, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { Card } from '../../kit/card.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';

const FIELDS = ['to'];

/** With the stored settings; what the mail server said is shown as it said it. */
export function TestEmail({ ready, unsaved }: { ready: boolean; unsaved: boolean }) {
  const { t } = useTexts();
  const { api } = useServices();
  const [to, setTo] = useState('');
  const test = useMutation({ mutationFn: () => api.call(testMail, { body: { to: to.trim() } }) });
  const { data: said } = test;
  return (
    <Card title={t('console.email.test')}>
      <form noValidate onSubmit={(event) => (event.preventDefault(), test.mutate())}>
        <Stack>
          <p className={kit['hint']}>{t(unsaved ? 'console.email.testSave' : 'console.email.testHint')}</p>
          <FormProblem error={test.error} names={FIELDS} />
          <TextInput
            label={t('console.email.testTo')}
            type="email"
            autoComplete="email"
            value={to}
            error={fieldProblems(test.error, FIELDS).fields['to']}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <div role="status">
            {said === undefined || test.isPending ? null : (
              <Alert
                color={said.sent ? 'green' : 'red'}
                icon={said.sent ? <IconCheck aria-hidden /> : <IconX aria-hidden />}
                title={t(said.sent ? 'console.email.testSent' : 'console.email.testFailed')}
              >
                <span className="mono break">{said.detail}</span>
              </Alert>
            )}
          </div>
        </Stack>
        <div className={kit['formActions']}>
          <Button
            type="submit"
            variant="light"
            leftSection={<IconMail size={17} aria-hidden />}
            disabled={!ready || unsaved}
            loading={test.isPending}
          >
            {t('console.email.test')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
