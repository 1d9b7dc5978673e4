import { ActionIcon, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { MoveButtons } from '../../kit/move-buttons.tsx';
import { moveItem } from '../../kit/move-item.ts';
import { faultAt, type GatewayRow } from './link-draft.ts';
import classes from './terminal-settings.module.css';

interface GatewayRowsProps {
  rows: readonly GatewayRow[];
  /** Whether saving was tried: before, nothing typed is called wrong. */
  checked: boolean;
  refused: Readonly<Record<string, string>>;
  readonly onChange: (rows: readonly GatewayRow[]) => void;
}

/** Addresses in the order that terminals try them. */
export function GatewayRows({ rows, checked, refused, onChange }: GatewayRowsProps) {
  const { t } = useTexts();
  const [said, setSaid] = useState('');
  const fault = useFault(rows);
  const move = (from: number, to: number): void => {
    onChange(moveItem(rows, from, to));
    setSaid(t('console.linkSettings.moved', { place: to + 1, total: rows.length }));
  };
  if (rows.length === 0) return <p className={kit['hint']}>{t('console.linkSettings.none')}</p>;
  return (
    <>
      <ol className={classes['addresses']}>
        {rows.map(({ key, value }, index) => (
          <li key={key} className={classes['address']}>
            <TextInput
              aria-label={t('console.linkSettings.address', { number: index + 1 })}
              placeholder="print.example.org:8444"
              autoComplete="off"
              spellCheck={false}
              classNames={{ input: 'mono' }}
              value={value}
              error={(checked ? fault(index) : undefined) ?? refused[`gateways.${index}`]}
              onChange={(event) => onChange(rows.with(index, { key, value: event.currentTarget.value }))}
            />
            <div className={classes['buttons']}>
              <MoveButtons
                index={index}
                total={rows.length}
                up={t('console.linkSettings.moveUp', { number: index + 1 })}
                down={t('console.linkSettings.moveDown', { number: index + 1 })}
                onMove={move}
              />
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={t('console.linkSettings.remove', { number: index + 1 })}
                onClick={() => onChange(rows.filter((row) => row.key !== key))}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </div>
          </li>
        ))}
      </ol>
      <div role="status" className="sr-only">
        {said}
      </div>
    </>
  );
}

function useFault(rows: readonly GatewayRow[]): (index: number) => string | undefined {
  const { t } = useTexts();
  return (index) => {
    switch (faultAt(rows, index)) {
      case 'missing':
        return t('console.linkSettings.required');
      case 'no-address':
        return t('console.linkSettings.bad', { value: rows[index]?.value.trim() ?? '' });
      case 'twice':
        return t('console.linkSettings.twice');
      case undefined:
        return undefined;
    }
  };
}
