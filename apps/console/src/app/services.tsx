import type { ApiClient } from '@holdover/api';
import { createContext, useContext } from 'react';
import type { Resources } from '../client/resources.ts';
import { missingProvider } from './texts.tsx';

/** For every page behind the sign-in; composed by the shell. */
export interface Services {
  readonly api: ApiClient;
  readonly resources: Resources;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw missingProvider('ServicesProvider');
  return services;
}
