import { putLinkSettings, type LinkSettings } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
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
import { useToasts } from '../../kit/toasts.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useFollowSaved } from '../../kit/use-follow-saved.ts';
import { useMay } from '../../kit/use-may.ts';
import { GatewayRows } from './gateway-rows.tsx';
import { MOST_GATEWAYS, rowsOf, sameRows, settingsOf } from './link-draft.ts';

/** Where terminals reach the server, in order of preference. */
export function LinkCard() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.linkSettings());
  return (
    <Card title={t('console.linkSettings.title')}>
      <Loaded query={settings}>{(saved) => <LinkForm saved={saved} />}</Loaded>
    </Card>
  );
}

function LinkForm({ saved }: { saved: LinkSettings }) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [rows, setRows] = useState(() => rowsOf(saved));
  const [checked, setChecked] = useState(false);
  const mayWrite = useMay()('settings:write');
  const save = useSave(saved);
  useFocusOnError(form, save.error);
  const changed = !sameRows(rows, rowsOf(saved));
  const overtaken = useFollowSaved(saved, changed, (latest) => setRows(rowsOf(latest)));
  const names = rows.map((_row, index) => `gateways.${index}`);
  const send = (): void => {
    const settings = settingsOf(rows);
    setChecked(settings === null);
    if (settings === null) focusFaultSoon(form);
    else save.mutate(settings);
  };
  return (
    <form ref={form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
      <Stack align="stretch">
        <p className={kit['hint']}>{t('console.linkSettings.hint')}</p>
        <FormProblem error={save.error} names={names} />
        <Overtaken shown={overtaken} />
        <fieldset className={kit['plainSet']} disabled={!mayWrite}>
          <GatewayRows
            rows={rows}
            checked={checked}
            refused={fieldProblems(save.error, names).fields}
            onChange={setRows}
          />
          {mayWrite ? (
            <Button
              mt="sm"
              variant="light"
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={rows.length >= MOST_GATEWAYS}
              onClick={() => setRows([...rows, { key: crypto.randomUUID(), value: '' }])}
            >
              {t('console.linkSettings.add')}
            </Button>
          ) : null}
        </fieldset>
      </Stack>
      {mayWrite ? (
        <FormActions
          changed={changed}
          saving={save.isPending}
          request={() => requestOf(rows)}
          onDiscard={() => (save.reset(), setChecked(false), setRows(rowsOf(saved)))}
        />
      ) : null}
    </form>
  );
}

function useSave(saved: LinkSettings) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const put = async (body: LinkSettings): Promise<void> =>
    void queries.setQueryData(keys.linkSettings, await api.call(putLinkSettings, { body }));
  return useMutation({
    mutationFn: async (body: LinkSettings) => {
      await put(body);
      return saved; // as it was when this began
    },
    onSuccess: (before) => toasts.done(t('console.linkSettings.saved'), () => put(before)),
  });
}

function requestOf(rows: Parameters<typeof settingsOf>[0]): CopiedRequest | null {
  const body = settingsOf(rows);
  return body === null ? null : copied(putLinkSettings, { body });
}
