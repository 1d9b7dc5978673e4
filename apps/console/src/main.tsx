import './app/mantine-styles.ts';
import { ApiFault, createApiClient } from '@holdover/api';
import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createConsoleRouter } from './app/router.tsx';
import { GateServicesProvider } from './app/gate-services.tsx';
import { createTexts, currentLanguage, TextsProvider } from './app/texts.tsx';
import { theme, themeVariables } from './app/theme.ts';
import { createBrowserTransport } from './client/browser-transport.ts';
import { keys } from './client/query-keys.ts';
import { createGateResources } from './client/gate-resources.ts';

const texts = createTexts();
const api = createApiClient(createBrowserTransport(currentLanguage));
const resources = createGateResources(api);
const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiFault && !error.retryable),
    },
  },
});
const router = createConsoleRouter({ queries, resources, language: texts.language });

/** A session that ended elsewhere: back to the sign-in page, which leads here again. */
function leaveWhenSignedOut(error: Error): void {
  if (!(error instanceof ApiFault) || error.code !== 'not-signed-in') return;
  const { pathname, href, search } = router.state.location;
  // Of the set-up, only what follows its first step is for who is signed in.
  if (pathname === '/sign-in' || (pathname === '/set-up' && search.step === undefined)) return;
  queries.removeQueries({ queryKey: keys.me });
  void router.navigate({ to: '/sign-in', search: { next: href } });
}

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={themeVariables}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <TextsProvider {...texts}>
          <QueryClientProvider client={queries}>
            <GateServicesProvider value={{ api, resources }}>
              <RouterProvider router={router} />
            </GateServicesProvider>
          </QueryClientProvider>
        </TextsProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
