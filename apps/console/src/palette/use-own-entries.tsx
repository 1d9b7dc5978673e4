import { API_ROOT, synchronizeUserSource } from '@holdover/api';
import { LANGUAGES } from '@holdover/phrases';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconApi,
  IconFileImport,
  IconHome,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSettings,
  IconSun,
  IconUserCog,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, type LinkProps } from '@tanstack/react-router';
import { SECTIONS } from '../app/navigation.tsx';
import { rightFor } from '../app/page-rights.ts';
import { LANGUAGE_NAMES } from '../app/preferences.tsx';
import { useServices } from '../app/services.tsx';
import { useTexts, type TextKey } from '../app/texts.tsx';
import { useSignOut } from '../app/use-sign-out.ts';
import { useWanted } from '../app/wanted-dialog.tsx';
import { useToasts } from '../kit/toasts.tsx';
import { useMay } from '../kit/use-may.ts';
import type { PaletteEntry } from './palette-entry.ts';

type Path = NonNullable<LinkProps['to']>;

/** What people look for that is a part of a page and not a page. */
const SETTINGS: readonly { readonly to: Path; readonly label: TextKey; readonly page: TextKey }[] = [
  { to: '/settings/printers-and-terminals', label: 'fixed.offlineLogin', page: 'console.nav.printersAndTerminals' },
  {
    to: '/settings/printers-and-terminals',
    label: 'fixed.userSynchronization',
    page: 'console.nav.printersAndTerminals',
  },
  { to: '/settings/printers-and-terminals', label: 'console.spooling.title', page: 'console.nav.printersAndTerminals' },
  { to: '/settings/authentication', label: 'console.guessRisk.title', page: 'console.authentication.title' },
  { to: '/settings/authentication', label: 'console.hashCost.title', page: 'console.authentication.title' },
  {
    to: '/settings/printers-and-terminals',
    label: 'console.linkSettings.title',
    page: 'console.nav.printersAndTerminals',
  },
  {
    to: '/settings/printers-and-terminals',
    label: 'console.journalSettings.title',
    page: 'console.nav.printersAndTerminals',
  },
  { to: '/system', label: 'console.certificates.title', page: 'console.system.title' },
  { to: '/system', label: 'console.logging.title', page: 'console.system.title' },
  { to: '/system', label: 'console.authority.title', page: 'console.system.title' },
];

/** Pages, settings and actions: whatever needs no search on the server. */
export function useOwnEntries(onKeys: () => void): readonly PaletteEntry[] {
  const actions = useActions(onKeys);
  const sources = useSynchronizations();
  return [...actions, ...sources, ...usePages()];
}

function usePages(): readonly PaletteEntry[] {
  const { t } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const page = (to: Path, title: string, icon: Icon, detail?: string): PaletteEntry => ({
    id: detail === undefined ? `page:${to}` : `setting:${title}`,
    kind: 'pages',
    title,
    icon,
    ...(detail === undefined ? {} : { detail }),
    run: () => void navigate({ to }),
  });
  const allowed = ({ to }: { readonly to: Path }): boolean => {
    const right = rightFor(to);
    return right === undefined || may(right);
  };
  return [
    page('/', t('console.overview.title'), IconHome),
    ...SECTIONS.flatMap(({ items }) => items)
      .filter(allowed)
      .map(({ to, label, icon }) => page(to, t(label), icon)),
    ...SETTINGS.filter(allowed).map(({ to, label, page: on }) => page(to, t(label), IconSettings, t(on))),
    page('/account', t('console.account.title'), IconUserCog),
  ];
}

function useActions(onKeys: () => void): readonly PaletteEntry[] {
  const { t, choice, choose } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const wanted = useWanted();
  const leave = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const action = (id: string, title: string, icon: Icon, run: () => void): PaletteEntry => ({
    id: `action:${id}`,
    kind: 'actions',
    title,
    icon,
    run,
  });
  return [
    ...(may('users:write')
      ? [
          action('add-user', t('console.users.add'), IconUserPlus, () => {
            wanted.ask('add-user');
            void navigate({ to: '/users' });
          }),
          action('import', t('console.users.import'), IconFileImport, () => void navigate({ to: '/imports/new' })),
        ]
      : []),
    ...(may('devices:write')
      ? [
          action('add-device', t('console.devices.add'), IconPlus, () => {
            wanted.ask('add-device');
            void navigate({ to: '/devices' });
          }),
        ]
      : []),
    action('scheme', t(dark ? 'console.shell.toLight' : 'console.shell.toDark'), dark ? IconSun : IconMoon, () =>
      setColorScheme(dark ? 'light' : 'dark'),
    ),
    ...LANGUAGES.filter((language) => language !== choice).map((language) =>
      action(
        `language-${language}`,
        t('console.palette.toLanguage', { language: LANGUAGE_NAMES[language] }),
        IconLanguage,
        () => choose(language),
      ),
    ),
    action('keys', t('console.keys.title'), IconKeyboard, onKeys),
    action('api', t('console.nav.api'), IconApi, () => void open(`${API_ROOT}/docs`, '_blank', 'noreferrer')),
    action('sign-out', t('console.shell.signOut'), IconLogout, leave),
  ];
}

/** One for each directory that users come from. */
function useSynchronizations(): readonly PaletteEntry[] {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const may = useMay();
  const navigate = useNavigate();
  const toasts = useToasts();
  const sources = useQuery({ ...resources.userSources(), enabled: may('users:read') });
  if (!may('settings:write')) return [];
  return (sources.data?.items ?? []).map(({ id, name }) => ({
    id: `synchronize:${id}`,
    kind: 'actions',
    title: t('console.palette.synchronize', { name }),
    detail: t('console.sources.title'),
    icon: IconRefresh,
    run: () =>
      void api
        .call(synchronizeUserSource, { params: { id } })
        .then((started) => navigate({ to: '/imports/$id', params: { id: started.id } }))
        .catch(toasts.failed),
  }));
}
