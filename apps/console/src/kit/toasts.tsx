import { hideNotification, showNotification } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/texts.tsx';
import { useProblemText } from './problem-alert.tsx';
import { Undoable } from './undoable.tsx';

/** How long *Undo* is offered, in milliseconds (experience.md: ten seconds). Pointer or focus on a notice stop its time. */
const UNDO_FOR = 10_000;
const SAID_FOR = 5_000;

interface Toasts {
  /** `undo` puts back what was done; what cannot be put back is asked about before instead (`useConfirm`). */
  readonly done: (text: string, undo?: () => Promise<unknown>) => void;
  /** Something to know that is no failure of the server's. */
  readonly told: (text: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Short notices of what just happened, read out as they come. */
export function useToasts(): Toasts {
  const { t } = useTexts();
  const show = (message: ReactNode, look: { color: string; icon: ReactNode; autoClose: number; id?: string }): string =>
    showNotification({ ...look, closeButtonProps: { 'aria-label': t('console.common.close') }, message });
  const check = { color: 'petrol', icon: <IconCheck size={18} aria-hidden />, autoClose: SAID_FOR };
  const toasts: Toasts = {
    done(text, undo) {
      const id = `toast-${text}`;
      hideNotification(id);
      if (undo === undefined) return void show(text, { ...check, id });
      const takeBack = (): void => {
        hideNotification(id);
        undo().then(() => void show(t('console.undo.undone'), check), toasts.failed);
      };
      show(<Undoable text={text} onUndo={takeBack} />, { ...check, id, autoClose: UNDO_FOR });
    },
    told(text) {
      show(text, { color: 'gray', icon: <IconInfoCircle size={18} aria-hidden />, autoClose: UNDO_FOR });
    },
    failed(error) {
      const icon = <IconAlertTriangle size={18} aria-hidden />;
      show(<FailedText error={error} />, { color: 'red', icon, autoClose: UNDO_FOR });
    },
  };
  return toasts;
}

function FailedText({ error }: { error: unknown }) {
  const { title, detail } = useProblemText(error);
  return `${title} ${detail}`;
}
