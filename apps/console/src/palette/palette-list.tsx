import { useEffect, useRef } from 'react';
import { useTexts, type TextKey } from '../app/texts.tsx';
import type { PaletteEntry, PaletteKind, PaletteSection } from './palette-entry.ts';
import classes from './palette.module.css';

const TITLES: Readonly<Record<PaletteKind, TextKey>> = {
  recent: 'console.palette.recent',
  users: 'console.palette.users',
  devices: 'console.palette.devices',
  actions: 'console.palette.actions',
  pages: 'console.palette.pages',
};

interface PaletteListProps {
  readonly id: string;
  readonly sections: readonly PaletteSection[];
  /** Counted through all sections. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

/** The focus stays in the field above; `active` is what its keys are about. */
export function PaletteList({ id, sections, active, onActive, onChoose }: PaletteListProps) {
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active, sections]);
  let index = 0;
  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label={t('console.palette.open')}
      className={classes['list']}
      hidden={sections.length === 0}
    >
      {sections.map(({ kind, entries }) => (
        <div key={kind} role="group" aria-labelledby={`${id}-${kind}`}>
          <div id={`${id}-${kind}`} role="presentation" className={classes['section']}>
            {t(TITLES[kind])}
          </div>
          {entries.map((entry) => {
            const here = index++;
            return (
              <div
                key={entry.id}
                id={`${id}-${here}`}
                role="option"
                tabIndex={-1}
                aria-selected={here === active}
                className={classes['entry']}
                onPointerMove={() => (here === active ? undefined : onActive(here))}
                onClick={() => onChoose(entry)}
              >
                <entry.icon size={18} stroke={1.7} aria-hidden />
                <span className={classes['title']}>{entry.title}</span>
                {entry.detail === undefined ? null : <span className={classes['detail']}>{entry.detail}</span>}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
