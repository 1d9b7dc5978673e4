import { Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { Language } from '@holdover/phrases';
import { lazy, Suspense, useState } from 'react';
import { commandKey } from './command-key.ts';
import classes from './shell.module.css';
import { useTexts } from './texts.tsx';

const load = () => import('../palette/palette.tsx');
const Palette = lazy(async () => ({ default: (await load()).Palette }));
const KeyHelp = lazy(async () => ({ default: (await import('../palette/key-help.tsx')).KeyHelp }));

/** Ctrl-K from anywhere, fields too; ? and F1 name the keys there are. What they open comes when it is first wanted. */
export function PaletteOpener({ own }: { own: Language | null }) {
  const { t, loadAll } = useTexts();
  const [opened, palette] = useDisclosure(false);
  const [keysShown, keys] = useDisclosure(false);
  const [ever, setEver] = useState({ palette: false, keys: false });
  const open = async (): Promise<void> => {
    await loadAll(own).catch(() => undefined); // It names every page; without a server it still leads there.
    setEver((before) => ({ ...before, palette: true }));
    palette.open();
  };
  const showKeys = (): void => {
    setEver((before) => ({ ...before, keys: true }));
    keys.open();
  };
  useHotkeys([['mod+K', () => void open()]], []);
  useHotkeys([
    ['shift+?', showKeys],
    ['?', showKeys],
    ['F1', showKeys],
  ]);
  return (
    <>
      <Button
        className={classes['palette']}
        variant="default"
        size="sm"
        leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
        rightSection={<kbd className={classes['wideOnly']}>{commandKey(t('console.keys.control'))} K</kbd>}
        aria-label={t('console.palette.open')}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onPointerEnter={() => void load()}
        onClick={() => void open()}
      >
        <span className={classes['wideOnly']}>{t('console.palette.open')}</span>
      </Button>
      <Suspense fallback={null}>
        {ever.palette ? <Palette opened={opened} onClose={palette.close} onKeys={showKeys} /> : null}
        {ever.keys ? <KeyHelp opened={keysShown} onClose={keys.close} /> : null}
      </Suspense>
    </>
  );
}
