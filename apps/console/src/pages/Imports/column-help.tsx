import { Anchor } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { SAMPLE_CSV, CSV_COLUMNS } from './sample-csv.ts';
import classes from './imports.module.css';

/** What each column means, and a file to begin with. */
export function ColumnHelp() {
  const { t } = useTexts();
  const sample = useSample();
  return (
    <Card
      title={t('console.imports.columns')}
      actions={
        sample === null ? null : (
          <Anchor href={sample} download="holdover-users.csv" size="sm">
            <span className={kit['withIcon']}>
              <IconDownload size={16} aria-hidden />
              {t('console.imports.sample')}
            </span>
          </Anchor>
        )
      }
    >
      <p className={kit['hint']}>{t('console.import.hint')}</p>
      <dl className={classes['columns']}>
        {CSV_COLUMNS.map((column) => (
          <div key={column}>
            <dt className="mono">{column}</dt>
            <dd>{t(`console.imports.help.${column}`)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Made here: a server that is asked for nothing needs no route for it. */
function useSample(): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([SAMPLE_CSV], { type: 'text/csv;charset=utf-8' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, []);
  return address;
}
