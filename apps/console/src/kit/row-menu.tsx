import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface RowMenuProps {
  label: string;
  /** Arrow keys go from menu to menu, where a row has nothing better to stand on. */
  walked?: boolean;
  children: ReactNode;
}

/** What can be done with one row of a table: drawn beside the table, which cuts off what hangs over its edge, within the page's landmark. */
export function RowMenu({ label, walked = false, children }: RowMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal portalProps={{ target: '#main' }}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          {...(walked ? { 'data-row-link': true } : {})}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
