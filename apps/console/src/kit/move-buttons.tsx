import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';

const ROW_BUTTON = { variant: 'subtle', color: 'gray', size: 'lg' } as const;

interface MoveButtonsProps {
  index: number;
  total: number;
  up: string;
  down: string;
  readonly onMove: (from: number, to: number) => void;
}

/** One place up, one place down, of a row in a list whose order counts. */
export function MoveButtons({ index, total, up, down, onMove }: MoveButtonsProps) {
  return (
    <>
      <ActionIcon {...ROW_BUTTON} disabled={index === 0} aria-label={up} onClick={() => onMove(index, index - 1)}>
        <IconArrowUp size={17} />
      </ActionIcon>
      <ActionIcon
        {...ROW_BUTTON}
        disabled={index === total - 1}
        aria-label={down}
        onClick={() => onMove(index, index + 1)}
      >
        <IconArrowDown size={17} />
      </ActionIcon>
    </>
  );
}
