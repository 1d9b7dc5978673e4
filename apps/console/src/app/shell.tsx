import './first-styles.ts';
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNotifications } from '@mantine/notifications';
import { IconMenu2 } from '@tabler/icons-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { API_ROOT } from '@holdover/api';
import { createResources } from '../client/resources.ts';
import { followEvents, type LiveState } from '../client/live-events.ts';
import { AccountMenu } from './account-menu.tsx';
import { Allowed } from './allowed.tsx';
import { BrandMark } from './brand.tsx';
import { LanguageSwitch, SchemeSwitch } from './preferences.tsx';
import { PaletteOpener } from './palette-opener.tsx';
import { createWanted, WantedProvider } from './wanted-dialog.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { Navigation } from './navigation.tsx';
import { useGateServices } from './gate-services.tsx';
import { ServicesProvider, useServices } from './services.tsx';
import classes from './shell.module.css';
import { usePageScrolls } from './use-page-scrolls.ts';
import { useTexts, ZoneProvider } from './texts.tsx';

const MenuDrawer = lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer }));
const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }));

/** Navigation left, who and how on top, the page. Opens the event stream every page lives by. */
export function Shell() {
  const { api } = useGateServices();
  const services = useMemo(() => ({ api, resources: createResources(api) }), [api]);
  const [wanted] = useState(createWanted);
  return (
    <ServicesProvider value={services}>
      <WantedProvider value={wanted}>
        <Frame />
      </WantedProvider>
    </ServicesProvider>
  );
}

function Frame() {
  const { t, learnOwn } = useTexts();
  const { resources } = useServices();
  const { data: me } = useSuspenseQuery(resources.me());
  const [menuOpen, menu] = useDisclosure(false);
  const menuWanted = useEver(menuOpen);
  const noticed = useEver(useNotifications().notifications.length > 0);
  usePageScrolls();
  const live = useLiveEvents();
  const main = useMainFocus();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => learnOwn(me.language), [learnOwn, me.language]);
  useEffect(() => menu.close(), [path]);

  return (
    <ZoneProvider timeZone={me.timeZone}>
      <a className={classes['skip']} href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {t('console.shell.skip')}
      </a>
      <div className={classes['frame']}>
        <aside className={classes['rail']} aria-label={t('console.shell.navigation')}>
          <Link to="/" className={classes['brand']}>
            <BrandMark />
            Holdover
          </Link>
          <Navigation />
        </aside>
        <header className={classes['top']}>
          <ActionIcon
            className={classes['burger']}
            variant="subtle"
            color="gray"
            size="lg"
            onClick={menu.open}
            aria-label={t('console.shell.openMenu')}
          >
            <IconMenu2 size={20} />
          </ActionIcon>
          <Link to="/" className={`${classes['brand']} ${classes['mobileBrand']}`} aria-label="Holdover">
            <BrandMark />
          </Link>
          <LiveIndicator state={live} />
          <span className={classes['spacer']} />
          <PaletteOpener own={me.language} />
          <LanguageSwitch />
          <SchemeSwitch />
          <AccountMenu me={me} />
        </header>
        <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
          <Allowed>
            <Outlet />
          </Allowed>
        </main>
      </div>
      <Suspense fallback={null}>{menuWanted ? <MenuDrawer opened={menuOpen} onClose={menu.close} /> : null}</Suspense>
      <Suspense fallback={null}>{noticed ? <Notices /> : null}</Suspense>
    </ZoneProvider>
  );
}

/** Whether it has been so since the page was opened: what comes lazily then stays. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever;
}

function useLiveEvents(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => followEvents(`${API_ROOT}/events`, queries, setState), [queries]);
  return state;
}

/** After a change of page, keyboard and screen reader go on at its beginning, not where the old one was left. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  useEffect(() => {
    if (path === undefined) return;
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
