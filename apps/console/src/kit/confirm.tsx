import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FormDialog } from './form-dialog.tsx';

export interface Confirmation {
  readonly title: string;
  readonly text: ReactNode;
  /** The verb, as the button says it. */
  readonly act: string;
  readonly run: () => Promise<unknown>;
}

/** Asks before what cannot be taken back, and only then. `ask` opens, `dialog` is drawn by the page. */
export function useConfirm(): { ask: (confirmation: Confirmation) => void; dialog: ReactNode } {
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const [opened, setOpened] = useState(false);
  const act = useMutation({
    mutationFn: (confirmation: Confirmation) => confirmation.run(),
    onSuccess: () => setOpened(false),
  });
  return {
    ask(confirmation) {
      act.reset();
      setAsked(confirmation);
      setOpened(true);
    },
    // Stays drawn with its last words while it fades away.
    dialog:
      asked === null ? null : (
        <FormDialog
          opened={opened}
          title={asked.title}
          submit={asked.act}
          danger
          busy={act.isPending}
          error={act.error}
          onClose={() => setOpened(false)}
          onSubmit={() => act.mutate(asked)}
        >
          <div>{asked.text}</div>
        </FormDialog>
      ),
  };
}
