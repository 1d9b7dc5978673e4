import { putMail, type MailSettings } from '@holdover/api';
import { Stack, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied, type CopiedRequest } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { FormActions } from '../../kit/form-actions.tsx';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { bodyOf, draftOf, EMAIL_FIELDS, sameDraft, type EmailDraft } from './email-draft.ts';
import { EmailFields } from './email-fields.tsx';
import { TestEmail } from './test-email.tsx';

/** Settings › E-mail. */
export function EmailPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.mail());
  return (
    <>
      <PageHeader title={t('console.email.path')} lead={t('console.email.lead')} />
      <Loaded query={settings}>{(saved) => <EmailForm saved={saved} />}</Loaded>
    </>
  );
}

function EmailForm({ saved }: { saved: MailSettings }) {
  const { t } = useTexts();
  const mayWrite = useMay()('settings:write');
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [checked, setChecked] = useState(false);
  const changed = !sameDraft(draft, draftOf(saved));
  const follow = (latest: MailSettings): void => (setChecked(false), setDraft(draftOf(latest)));
  const save = useSave(follow);
  useFocusOnError(form, save.error);
  const overtaken = useFollowSaved(saved, changed, follow);
  const send = (): void => {
    setChecked(true);
    const body = bodyOf(draft);
    if (body !== null) save.mutate(body);
    else focusFaultSoon(form);
  };
  const change = (part: Partial<EmailDraft>): void => setDraft({ ...draft, ...part });
  return (
    <Stack gap="lg" className={kit['narrow']}>
      <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
        <Card title={t('console.email.title')}>
          <FormProblem error={save.error} names={EMAIL_FIELDS} />
          <Overtaken shown={overtaken} />
          <fieldset className={kit['plainSet']} disabled={!mayWrite}>
            <Stack>
              <Switch
                label={t('console.email.enabled')}
                description={t('console.email.enabledHint')}
                checked={draft.enabled}
                onChange={(event) => change({ enabled: event.currentTarget.checked })}
              />
              <EmailFields
                draft={draft}
                errors={fieldProblems(save.error, EMAIL_FIELDS).fields}
                checked={checked}
                onChange={setDraft}
              />
            </Stack>
          </fieldset>
          {mayWrite ? (
            <FormActions
              changed={changed}
              saving={save.isPending}
              request={() => requestOf(draft)}
              onDiscard={() => (save.reset(), setChecked(false), setDraft(draftOf(saved)))}
            />
          ) : null}
        </Card>
      </form>
      {mayWrite ? <TestEmail ready={saved.host !== ''} unsaved={changed} /> : null}
    </Stack>
  );
}

function useSave(onSaved: (saved: MailSettings) => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (body: NonNullable<ReturnType<typeof bodyOf>>) => api.call(putMail, { body }),
    onSuccess: (stored) => {
      queries.setQueryData(keys.mail, stored);
      onSaved(stored);
      toasts.done(t('console.email.saved'));
    },
  });
}

function requestOf(draft: EmailDraft): CopiedRequest | null {
  const body = bodyOf(draft);
  return body === null ? null : copied(putMail, { body });
}
