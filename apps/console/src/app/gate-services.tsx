import type { ApiClient } from '@holdover/api';
import { createContext, useContext } from 'react';
import type { GateResources } from '../client/gate-resources.ts';
import { missingProvider } from './texts.tsx';

/** What main.tsx composed, for the pages before the sign-in and for the shell. */
interface GateServices {
  readonly api: ApiClient;
  readonly resources: GateResources;
}

const GateServicesContext = createContext<GateServices | null>(null);
export const GateServicesProvider = GateServicesContext.Provider;

export function useGateServices(): GateServices {
  const services = useContext(GateServicesContext);
  if (services === null) throw missingProvider('GateServicesProvider');
  return services;
}
