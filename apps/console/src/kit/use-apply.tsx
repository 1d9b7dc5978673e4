import { resetTerminals } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useServices } from '../app/services.tsx';
import { useTexts } from '../app/texts.tsx';
import { keys } from '../client/query-keys.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import { useToasts } from './toasts.tsx';

interface ApplyOptions<T> {
  /** Stores them, and whatever follows of that on the page. */
  readonly put: (settings: T) => Promise<unknown>;
}

interface Apply<T> {
  readonly ask: (settings: T) => void;
  readonly dialog: ReactNode;
  /** Of the last try; the dialog is closed then, so that fields can tell it. */
  readonly error: unknown;
  readonly forget: () => void;
}

/** Settings that reach terminals. Invariant: nothing is stored before *OK* of *Apply new settings* (A4). */
export function useApply<T extends object>({ put }: ApplyOptions<T>): Apply<T> {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asked, setAsked] = useState<T | null>(null);
  const save = useMutation({
    mutationFn: async ({ settings, reset }: { settings: T; reset: boolean }) => {
      await put(settings);
      if (reset) await api.call(resetTerminals, {});
    },
    onSuccess: async (_stored, { reset }) => {
      setAsked(null);
      toasts.done(t(reset ? 'console.offlineLogin.savedAndReset' : 'console.offlineLogin.saved'));
      await queries.invalidateQueries({ queryKey: keys.rollout });
    },
    onError: () => setAsked(null),
  });
  return {
    ask(settings) {
      save.reset();
      setAsked(settings);
    },
    dialog: (
      <ApplyDialog
        opened={asked !== null}
        busy={save.isPending}
        error={null}
        onCancel={() => setAsked(null)}
        onOk={(reset) => asked !== null && save.mutate({ settings: asked, reset })}
      />
    ),
    error: save.error,
    forget: save.reset,
  };
}
