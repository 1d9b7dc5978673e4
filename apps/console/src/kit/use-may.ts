import type { GrantedRight } from '@holdover/api';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../app/services.tsx';

/** Whether who is signed in has a right. The server decides anyway; pages only offer nothing it would refuse. */
export function useMay(): (right: GrantedRight) => boolean {
  const { resources } = useServices();
  const { data } = useQuery(resources.me());
  return (right) => data?.rights.includes(right) === true;
}
