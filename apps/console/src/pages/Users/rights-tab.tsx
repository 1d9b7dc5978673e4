import { patchUser as patchUserRoute, type User } from '@holdover/api';
import { Stack, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { patchUser } from '../../client/patch-lists.ts';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';

/** What a person may do beyond what every device offers (G5). */
export function RightsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const may = useMay();
  const profiles = useQuery({ ...resources.profiles(), enabled: may('settings:read') || may('devices:read') });
  const put = async (color: boolean): Promise<void> =>
    patchUser(queries, await api.call(patchUserRoute, { params: { id: user.id }, body: { color } }));
  const change = useMutation({
    mutationFn: put,
    onSuccess: (_, color) =>
      toasts.done(t(color ? 'console.person.colorOn' : 'console.person.colorOff', { name: user.userName }), () =>
        put(!color),
      ),
    onError: toasts.failed,
  });
  return (
    <Stack gap="lg" className={kit['narrow']}>
      <Switch
        label={t('console.users.color')}
        description={t('console.users.colorHint')}
        checked={change.isPending ? change.variables : user.color}
        disabled={!may('users:write')}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <div>
        <p className={kit['hint']}>{t('console.person.moreRights')}</p>
        <ul className={kit['rows']}>
          {(profiles.data?.items ?? []).map(({ id, name }) => (
            <li key={id}>
              <Link to="/profiles/$id" params={{ id }} className={kit['link']}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Stack>
  );
}
