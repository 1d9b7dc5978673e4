import { signOut } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { forgetChoices } from '../palette/recent-choices.ts';
import { useServices } from './services.tsx';

export function useSignOut(): () => void {
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => api.call(signOut, {}),
    // Signed out here in any case: a server that cannot be asked does not keep the pages open.
    onSettled: async () => {
      forgetChoices(sessionStorage);
      await navigate({ to: '/sign-in', search: {} });
      queries.clear();
    },
  });
  return () => leave.mutate();
}
