import { ApiFault, createEnrolment, type Device } from '@holdover/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useServices } from '../../app/services.tsx';
import { useNow } from '../../kit/times.tsx';
import { codeStanding, type CodeStanding } from './arrival.ts';

/** Wrong tries and newer codes are told by no event; somebody waits before the dialog. In milliseconds. */
const LOOK_AGAIN = 3_000;

interface ShownCode {
  readonly code: string;
  readonly expiresAt: string;
  readonly standing: CodeStanding;
}

export interface EnrolmentCodeState {
  /** Null until it is made. */
  readonly shown: ShownCode | null;
  readonly busy: boolean;
  readonly error: unknown;
  /** Voids the one before. */
  readonly again: () => void;
}

/** Makes a one-time code at once, and follows what becomes of it. */
export function useEnrolmentCode({ id }: Pick<Device, 'id'>): EnrolmentCodeState {
  const { api, resources } = useServices();
  const now = useNow();
  const asked = useRef(false);
  const make = useMutation({ mutationFn: () => api.call(createEnrolment, { params: { id } }) });
  const { mutate, data: made } = make;
  useEffect(() => {
    // Once: development renders effects twice, and each code made voids the one before.
    if (asked.current) return;
    asked.current = true;
    mutate();
  }, [mutate]);
  const seen = useQuery({
    ...resources.enrolment(id, made?.id),
    enabled: made !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'waiting' ? LOOK_AGAIN : false),
  });
  const gone = seen.error instanceof ApiFault && seen.error.code === 'not-found';
  return {
    shown: made === undefined ? null : { ...made, standing: codeStanding(made, gone ? null : seen.data, now) },
    busy: make.isPending,
    error: make.error,
    again: () => mutate(),
  };
}
