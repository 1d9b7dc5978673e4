import { Button, Checkbox, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import classes from './data-table.module.css';
import type { Column } from './table-column.ts';

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string | undefined) => void) | undefined;
}

export function Heading<Row>({ column, sort, onSort }: HeadingProps<Row>) {
  const field = column.sort;
  if (field === undefined || onSort === undefined) {
    return (
      <th role="columnheader" scope="col" data-numeric={column.numeric}>
        <span className={column.titleHidden === true ? 'sr-only' : undefined}>{column.title}</span>
      </th>
    );
  }
  const direction = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none';
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <th role="columnheader" scope="col" aria-sort={direction} data-numeric={column.numeric}>
      <button
        type="button"
        className={classes['sort']}
        onClick={() => onSort(direction === 'ascending' ? `-${field}` : field)}
      >
        {column.title}
        <Arrow size={15} aria-hidden data-quiet={direction === 'none'} />
      </button>
    </th>
  );
}

interface ColumnMenuProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function ColumnMenu<Row>({ columns, hidden, onChange }: ColumnMenuProps<Row>) {
  const { t } = useTexts();
  const optional = columns.filter((column) => column.optional !== undefined);
  if (optional.length === 0) return null;
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button
          className={classes['columns']}
          variant="default"
          leftSection={<IconColumns3 size={17} stroke={1.7} aria-hidden />}
        >
          {t('console.common.columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {optional.map(({ id, title }) => {
          const visible = !hidden.includes(id);
          return (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={visible}
              leftSection={<Checkbox.Indicator checked={visible} size="xs" />}
              onClick={() => onChange(visible ? [...hidden, id] : hidden.filter((one) => one !== id))}
            >
              {title}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
