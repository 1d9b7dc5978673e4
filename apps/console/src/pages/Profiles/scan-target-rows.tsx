import { ActionIcon } from '@mantine/core';
import { IconFolder, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { MoveButtons } from '../../kit/move-buttons.tsx';
import { moveItem } from '../../kit/move-item.ts';
import type { TargetDraft } from './profile-draft.ts';
import classes from './profiles.module.css';

interface ScanTargetRowsProps {
  targets: readonly TargetDraft[];
  errors: Readonly<Record<string, string>>;
  readonly onChange: (targets: readonly TargetDraft[]) => void;
  readonly onEdit: (target: TargetDraft) => void;
}

/** Folders in the order the panel shows them. */
export function ScanTargetRows({ targets, errors, onChange, onEdit }: ScanTargetRowsProps) {
  const { t } = useTexts();
  const [said, setSaid] = useState('');
  const move = (from: number, to: number): void => {
    onChange(moveItem(targets, from, to));
    setSaid(t('console.scanTargets.moved', { place: to + 1, total: targets.length }));
  };
  if (targets.length === 0) return <p className={classes['noTargets']}>{t('console.scanTargets.none')}</p>;
  return (
    <>
      <ol className={`${kit['rows']} ${classes['targets']}`}>
        {targets.map((target, index) => (
          <li key={target.key}>
            <IconFolder size={20} stroke={1.6} aria-hidden />
            <div className={kit['grow']}>
              <strong className="break">{target.name === '' ? '–' : target.name}</strong>
              <div className={kit['hint']}>
                {t(`console.scanTargets.kindName.${target.kind}`)} · <span className="mono break">{target.url}</span>
              </div>
              <TargetProblems index={index} errors={errors} />
            </div>
            <TargetButtons
              target={target}
              index={index}
              total={targets.length}
              onMove={move}
              onEdit={onEdit}
              onRemove={() => onChange(targets.filter(({ key }) => key !== target.key))}
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

function TargetProblems({ index, errors }: { index: number; errors: ScanTargetRowsProps['errors'] }) {
  const own = Object.entries(errors).filter(([name]) => `${name}.`.startsWith(`scanTargets.${index}.`));
  return own.map(([name, message]) => (
    <p key={name} role="alert" className={classes['fault']}>
      {message}
    </p>
  ));
}

interface TargetButtonsProps {
  target: TargetDraft;
  index: number;
  total: number;
  readonly onMove: (from: number, to: number) => void;
  readonly onEdit: (target: TargetDraft) => void;
  readonly onRemove: () => void;
}

function TargetButtons({ target, index, total, onMove, onEdit, onRemove }: TargetButtonsProps) {
  const { t } = useTexts();
  const { name } = target;
  const common = { variant: 'subtle', color: 'gray', size: 'lg' } as const;
  return (
    <div className={classes['buttons']}>
      <MoveButtons
        index={index}
        total={total}
        up={t('console.scanTargets.moveUp', { name })}
        down={t('console.scanTargets.moveDown', { name })}
        onMove={onMove}
      />
      <ActionIcon {...common} aria-label={t('console.scanTargets.editLabel', { name })} onClick={() => onEdit(target)}>
        <IconPencil size={17} />
      </ActionIcon>
      <ActionIcon {...common} color="red" aria-label={t('console.scanTargets.remove', { name })} onClick={onRemove}>
        <IconTrash size={17} />
      </ActionIcon>
    </div>
  );
}
