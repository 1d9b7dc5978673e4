import { Button } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTexts } from '../../app/texts.tsx';
import classes from './imports.module.css';

/** Drop a file, or choose one. */
export function FilePick({
  file,
  disabled,
  onPick,
}: {
  file: File | null;
  disabled: boolean;
  onPick: (file: File | null) => void;
}) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!disabled) onPick(event.dataTransfer.files[0] ?? null);
  };
  return (
    <div
      className={classes['drop']}
      data-over={over}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileSpreadsheet size={28} stroke={1.4} aria-hidden />
      <span className="break">{file === null ? t('console.import.drop') : file.name}</span>
      <Button variant="default" size="xs" disabled={disabled} onClick={() => input.current?.click()}>
        {t(file === null ? 'console.import.choose' : 'console.import.chooseOther')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,text/csv"
        aria-label={t('console.import.choose')}
        onChange={(event) => onPick(event.currentTarget.files?.[0] ?? null)}
      />
    </div>
  );
}
