import { Button, Group } from '@mantine/core';
import { hideNotification, showNotification } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import { useProblemText } from './problem-alert.tsx';

/** How long *Undo* is offered, in milliseconds (experience.md: ten seconds). */
const UNDO_FOR = 10_000;
const SAID_FOR = 5_000;

interface Toasts {
  readonly done: (text: string, undo?: () => Promise<unknown>) => void;
  readonly failed: (error: unknown) => void;
}

/** Short notices of what just happened. */
export function useToasts(): Toasts {
  const { t } = useTexts();
  const toasts: Toasts = {
    done(text, undo) {
      const id = `toast-${text}`;
      const takeBack = (): void => {
        hideNotification(id);
        undo?.().catch(toasts.failed);
      };
      hideNotification(id);
      showNotification({
        id,
        color: 'petrol',
        icon: <IconCheck size={18} aria-hidden />,
        autoClose: undo === undefined ? SAID_FOR : UNDO_FOR,
        closeButtonProps: { 'aria-label': t('console.common.close') },
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            {text}
            {undo === undefined ? null : (
              <Button size="compact-sm" variant="light" flex="none" onClick={takeBack}>
                {t('console.common.undo')}
              </Button>
            )}
          </Group>
        ),
      });
    },
    failed(error) {
      showNotification({
        color: 'red',
        icon: <IconAlertTriangle size={18} aria-hidden />,
        autoClose: UNDO_FOR,
        closeButtonProps: { 'aria-label': t('console.common.close') },
        message: <FailedText error={error} />,
      });
    },
  };
  return toasts;
}

function FailedText({ error }: { error: unknown }) {
  const { title, detail } = useProblemText(error);
  return `${title} ${detail}`;
}
