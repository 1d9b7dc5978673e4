import { patchMe, type Language, type Principal } from '@holdover/api';
import { isId } from '@holdover/kernel';
import { Stack } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { LanguageSelect } from '../Administrators/language-select.tsx';
import { SessionTable } from '../ConsoleSessions/session-table.tsx';
import classes from './account.module.css';
import { OwnPassword } from './own-password.tsx';

/** One's own: password, language, sessions. */
export function AccountPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { data: me } = useSuspenseQuery(resources.me());
  return (
    <>
      <PageHeader title={t('console.account.title')} lead={t('console.account.lead')} />
      <Stack gap="lg">
        <div className={kit['narrow']}>
          <Stack gap="lg">
            <OwnPassword me={me} />
            <OwnLanguage me={me} />
          </Stack>
        </div>
        <section aria-labelledby="own-sessions">
          <h2 id="own-sessions" className={classes['heading']}>
            {t('console.account.sessions')}
          </h2>
          <SessionTable administrator={isId('administrator', me.id) ? me.id : undefined} onClear={() => undefined} />
        </section>
      </Stack>
    </>
  );
}

function OwnLanguage({ me }: { me: Principal }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const save = useMutation({
    mutationFn: (language: Language | null) => api.call(patchMe, { body: { language } }),
    onSuccess: (now) => {
      queries.setQueryData(keys.me, now);
      toasts.done(t('console.account.languageSaved'));
    },
    onError: toasts.failed,
  });
  return (
    <Card title={t('console.account.language')}>
      <LanguageSelect
        label={t('console.account.language')}
        description={t('console.account.languageHint')}
        value={save.isPending ? save.variables : me.language}
        onChange={(language) => save.mutate(language)}
      />
    </Card>
  );
}
