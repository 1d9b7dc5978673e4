import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Loader, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTexts } from '../app/texts.tsx';
import { useSlow } from '../kit/use-slow.ts';
import type { PaletteEntry } from './palette-entry.ts';
import { PaletteList } from './palette-list.tsx';
import classes from './palette.module.css';
import { keepChoice, recentChoices } from './recent-choices.ts';
import { sectionsOf } from './sections-of.ts';
import { useFoundEntries } from './use-found-entries.ts';
import { useOwnEntries } from './use-own-entries.tsx';

/** After the last key, in milliseconds. */
const PAUSE = 150;

interface PaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

/** Finds and does everything by keyboard (WAI-ARIA APG: combobox with a list below it). */
export function Palette({ opened, onClose, onKeys }: PaletteProps) {
  const { t } = useTexts();
  // One step behind: the dialog remembers where focus was when it sees itself opening.
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      withCloseButton={false}
      size={640}
      padding={0}
      yOffset="10dvh"
      centered={false}
      classNames={{ body: classes['body'] ?? '' }}
      attributes={{ content: { 'aria-label': t('console.palette.open') } }}
    >
      {shown ? <Finder onClose={onClose} onKeys={onKeys} /> : null}
    </Modal>
  );
}

function Finder({ onClose, onKeys }: Omit<PaletteProps, 'opened'>) {
  const { t } = useTexts();
  const id = useId();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), PAUSE);
  const [recent] = useState(() => recentChoices(sessionStorage));
  const [active, setActive] = useState(0);
  const own = useOwnEntries(onKeys);
  const found = useFoundEntries(text.trim() === '' ? '' : asked);
  const sections = sectionsOf({ text, own, found: found.entries, recent });
  const entries = sections.flatMap((section) => section.entries);
  const at = Math.min(active, entries.length - 1);
  const waits = useSlow(found.searching);

  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    keepChoice(sessionStorage, entry.id);
    onClose();
    entry.run();
  };
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1 };
    const next = steps[event.key];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(entries[at]);
    else if (next === undefined || entries.length === 0) return;
    else setActive((next + entries.length) % entries.length);
    event.preventDefault();
  };

  return (
    <>
      <div className={classes['field']}>
        <IconSearch size={19} stroke={1.7} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={entries[at] === undefined ? undefined : `${id}-${at}`}
          aria-label={t('console.palette.open')}
          placeholder={t('console.palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => (setText(event.currentTarget.value), setActive(0))}
          onKeyDown={press}
        />
        {waits ? <Loader size="xs" /> : null}
      </div>
      <PaletteList id={id} sections={sections} active={at} onActive={setActive} onChoose={choose} />
      {entries.length > 0 || found.searching ? null : (
        <div className={classes['none']}>
          <strong>{t('console.palette.none', { text: text.trim() })}</strong>
          <p>{t(found.failed ? 'console.palette.refused' : 'console.palette.noneText')}</p>
        </div>
      )}
      <div className={classes['foot']}>
        <span>{t('console.palette.hint')}</span>
        <span role="status" className="sr-only">
          {text === '' || found.searching ? '' : t('console.palette.found', { count: entries.length })}
        </span>
      </div>
    </>
  );
}
