import { ActionIcon, Menu, type ActionIconProps } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ComponentPropsWithRef, type ReactNode } from 'react';

interface RowMenuProps {
  label: string;
  /** Arrow keys go from menu to menu, where a row has nothing better to stand on. */
  walked?: boolean;
  children: ReactNode;
}

/** What can be done with one row of a table. Hundreds of rows pass by and few menus are opened: until then it is a button. */
export function RowMenu({ children, ...button }: RowMenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenedMenu {...button}>{children}</OpenedMenu>;
  return <RowButton {...button} aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)} />;
}

/** Drawn beside the table, which cuts off what hangs over its edge, within the page's landmark. */
function OpenedMenu({ children, ...props }: RowMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    button.current?.focus(); // It took the place of the one that was pressed; closing leads back here.
    setOpened(true);
  }, []);
  return (
    <Menu position="bottom-end" withinPortal portalProps={{ target: '#main' }} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <RowButton {...props} ref={button} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

type RowButtonProps = Omit<RowMenuProps, 'children'> & Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps>;

function RowButton({ label, walked = false, ...button }: RowButtonProps) {
  return (
    <ActionIcon
      {...button}
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      {...(walked ? { 'data-row-link': true } : {})}
    >
      <IconDots size={18} />
    </ActionIcon>
  );
}
