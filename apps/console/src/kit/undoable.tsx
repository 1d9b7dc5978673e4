import { Button, Group } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useTexts } from '../app/texts.tsx';

interface UndoableProps {
  readonly text: string;
  readonly onUndo: () => void;
}

/** What was done, and how to take it back: by its button, or by Ctrl-Z from anywhere but a field, which has its own. */
export function Undoable({ text, onUndo }: UndoableProps) {
  const { t } = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const [since] = useState(() => performance.now());
  useHotkeys([
    [
      'mod+Z',
      () => {
        if (isLatest(button.current)) onUndo();
      },
    ],
  ]);
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      {text}
      <Button
        ref={button}
        size="compact-sm"
        variant="light"
        data-undo-since={since}
        aria-keyshortcuts="Control+Z Meta+Z"
        title={t('console.undo.within')}
        onClick={onUndo}
      >
        {t('console.common.undo')}
      </Button>
    </Group>
  );
}

/** Of several notices one key takes back one thing, the last. */
function isLatest(button: HTMLElement | null): boolean {
  const since = (element: HTMLElement): number => Number(element.dataset['undoSince']);
  const all = [...document.querySelectorAll<HTMLElement>('[data-undo-since]')];
  return button !== null && all.every((other) => since(other) <= since(button));
}
