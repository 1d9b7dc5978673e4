import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../app/texts.tsx';
import { useConfirm } from './confirm.tsx';
import { useToasts } from './toasts.tsx';

export interface RemovalQuestion {
  readonly title: string;
  readonly text: ReactNode;
  /** Said once it is gone. */
  readonly done: string;
  readonly run: () => Promise<unknown>;
  /** Away from the page of what is gone, before it is forgotten: a page must not ask for it once more. */
  readonly leave?: () => Promise<unknown>;
  /** Its own name in the cache; what lies below goes with it. */
  readonly own: QueryKey;
  /** Lists it was in. */
  readonly stale: readonly QueryKey[];
}

/** Asks before something is deleted for good, deletes it, and leaves nothing of it behind on any page. */
export function useRemoval(): { readonly ask: (question: RemovalQuestion) => void; readonly dialog: ReactNode } {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  return {
    dialog,
    ask: ({ title, text, done, run, leave, own, stale }) =>
      ask({
        title,
        text,
        act: t('console.common.delete'),
        run: async () => {
          await run();
          await leave?.();
          queries.removeQueries({ queryKey: own });
          for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
          toasts.done(done);
        },
      }),
  };
}
