import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { MouseEvent } from 'react';

const ROW_BUTTON = { variant: 'subtle', color: 'gray', size: 'lg' } as const;

interface MoveButtonsProps {
  index: number;
  total: number;
  up: string;
  down: string;
  readonly onMove: (from: number, to: number) => void;
}

/** One place up, one place down, of a row in a list whose order counts. The focus goes with the row, also to an end. */
export function MoveButtons({ index, total, up, down, onMove }: MoveButtonsProps) {
  const to = (place: number) => {
    const isEnd = place < 0 || place >= total;
    const move = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
      if (isEnd) return;
      onMove(index, place);
      // A row that is put elsewhere in the page loses it.
      requestAnimationFrame(() => currentTarget.focus());
    };
    return { 'data-disabled': isEnd, 'aria-disabled': isEnd, onClick: move };
  };
  return (
    <>
      <ActionIcon {...ROW_BUTTON} aria-label={up} {...to(index - 1)}>
        <IconArrowUp size={17} />
      </ActionIcon>
      <ActionIcon {...ROW_BUTTON} aria-label={down} {...to(index + 1)}>
        <IconArrowDown size={17} />
      </ActionIcon>
    </>
  );
}
