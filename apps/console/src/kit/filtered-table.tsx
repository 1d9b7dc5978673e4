import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts, type TextKey } from '../app/texts.tsx';
import { Card } from './card.tsx';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { Empty } from './empty.tsx';

/** Lists that have texts for nothing there and nothing found. */
type ListName = TextKey extends infer Key ? (Key extends `console.${infer Name}.noneFoundText` ? Name : never) : never;

interface FilteredTableProps<Row> extends Omit<DataTableProps<Row>, 'name' | 'label' | 'empty'> {
  name: ListName;
  icon: Icon;
  filtered: boolean;
  /** What brings the first row. */
  first?: ReactNode;
  readonly onClear: () => void;
}

/** All there is on a list page below its heading: the table, or why it is empty and what to do about it. */
export function FilteredTable<Row extends object>({
  icon,
  filtered,
  first,
  onClear,
  ...table
}: FilteredTableProps<Row>) {
  const { t } = useTexts();
  const empty = filtered ? 'noneFound' : 'none';
  return (
    <Card flush>
      <DataTable
        {...table}
        label={t(`console.${table.name}.title`)}
        empty={
          <Empty
            icon={icon}
            title={t(`console.${table.name}.${empty}`)}
            text={t(`console.${table.name}.${filtered ? 'noneFoundText' : 'noneText'}`)}
          >
            {filtered ? (
              <Button variant="light" onClick={onClear}>
                {t('console.common.clearFilters')}
              </Button>
            ) : (
              first
            )}
          </Empty>
        }
      />
    </Card>
  );
}
