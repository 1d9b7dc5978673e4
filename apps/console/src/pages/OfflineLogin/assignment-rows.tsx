import { ActionIcon, Checkbox, Tooltip } from '@mantine/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { DevicePicker, UserPicker } from './assignment-pickers.tsx';
import { MoveButtons } from '../../kit/move-buttons.tsx';
import { moveItem } from '../../kit/move-item.ts';
import { rowLacks, type DraftRow } from './offline-login-draft.ts';
import classes from './offline-login.module.css';

interface AssignmentRowsProps {
  rows: readonly DraftRow[];
  /** Whether *OK* was tried: before, nothing is called missing. */
  checked: boolean;
  readonly onChange: (rows: readonly DraftRow[]) => void;
}

/** Rows in the order they count (B2): drag by the handle, or move up and down by buttons. */
export function AssignmentRows({ rows, checked, onChange }: AssignmentRowsProps) {
  const { t } = useTexts();
  const [dragged, setDragged] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const move = (from: number, to: number): void => {
    onChange(moveItem(rows, from, to));
    setSaid(t('console.offlineLogin.moved', { place: to + 1, total: rows.length }));
  };
  const over = (event: DragEvent, index: number): void => {
    if (dragged === null) return;
    event.preventDefault();
    if (index === dragged) return;
    onChange(moveItem(rows, dragged, index));
    setDragged(index);
  };
  if (rows.length === 0) return <p className={classes['noRows']}>{t('console.offlineLogin.noRows')}</p>;
  return (
    <>
      <ol className={classes['rows']}>
        {rows.map((row, index) => (
          <li
            key={row.key}
            className={classes['row']}
            data-dragged={dragged === index}
            onDragOver={(event) => over(event, index)}
          >
            <div
              className={classes['handle']}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setDragImage(event.currentTarget.parentElement ?? event.currentTarget, 16, 16);
                setDragged(index);
              }}
              onDragEnd={() => setDragged(null)}
            >
              <Tooltip label={t('console.offlineLogin.drag')}>
                <IconGripVertical size={18} aria-hidden />
              </Tooltip>
              <span className="tabular">{index + 1}</span>
            </div>
            <AssignmentFields
              row={row}
              number={index + 1}
              checked={checked}
              onChange={(changed) => onChange(rows.map((one) => (one.key === row.key ? changed : one)))}
            />
            <RowButtons
              index={index}
              total={rows.length}
              onMove={move}
              onRemove={() => onChange(rows.filter(({ key }) => key !== row.key))}
            />
          </li>
        ))}
      </ol>
      <div role="status" className="sr-only">
        {said}
      </div>
    </>
  );
}

interface AssignmentFieldsProps {
  row: DraftRow;
  number: number;
  checked: boolean;
  readonly onChange: (row: DraftRow) => void;
}

function AssignmentFields({ row, number, checked, onChange }: AssignmentFieldsProps) {
  const { t } = useTexts();
  const lacks = rowLacks(row);
  return (
    <div className={classes['pickers']} role="group" aria-label={t('console.offlineLogin.row', { number })}>
      <DevicePicker
        label={t('console.offlineLogin.devices')}
        value={[...row.deviceGroups, ...row.devices]}
        error={checked && lacks.devices ? t('console.offlineLogin.needDevices') : undefined}
        onChange={(part) => onChange({ ...row, ...part })}
      />
      <UserPicker
        label={t('console.offlineLogin.users')}
        value={[...row.groups, ...row.users]}
        error={checked && lacks.users ? t('console.offlineLogin.needUsers') : undefined}
        onChange={(part) => onChange({ ...row, ...part })}
      />
      <Checkbox
        label={t('console.offlineLogin.rank')}
        description={t('console.offlineLogin.rankHint')}
        checked={row.rankByUse}
        onChange={(event) => onChange({ ...row, rankByUse: event.currentTarget.checked })}
      />
    </div>
  );
}

interface RowButtonsProps {
  index: number;
  total: number;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: () => void;
}

function RowButtons({ index, total, onMove, onRemove }: RowButtonsProps) {
  const { t } = useTexts();
  const number = index + 1;
  return (
    <div className={classes['rowButtons']}>
      <MoveButtons
        index={index}
        total={total}
        up={t('console.offlineLogin.moveUp', { number })}
        down={t('console.offlineLogin.moveDown', { number })}
        onMove={onMove}
      />
      <ActionIcon
        variant="subtle"
        color="red"
        size="lg"
        aria-label={t('console.offlineLogin.removeRow', { number })}
        onClick={onRemove}
      >
        <IconTrash size={17} />
      </ActionIcon>
    </div>
  );
}
