import { API_ROOT, type UserImport } from '@holdover/api';
import { Anchor, Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { importReason } from './import-reasons.ts';
import { readImportReport } from './import-report.ts';
import classes from './imports.module.css';

/** Rows that are drawn at first, and then with each step. */
const STEP = 20;
/** Beyond these the file to download is the better reader. */
const MOST = 200;

/** Rows that were left out, each with its reason and never its secret. */
export function BadRows({ of: { id, failed } }: { of: UserImport }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const report = useQuery(resources.importErrors(id));
  const [drawn, setDrawn] = useState(STEP);
  return (
    <Card
      title={t('console.import.badRows')}
      actions={
        <Anchor href={`${API_ROOT}/imports/${id}/errors`} download="holdover-import-errors.csv" size="sm">
          <span className={kit['withIcon']}>
            <IconDownload size={16} aria-hidden />
            {t('console.import.download')}
          </span>
        </Anchor>
      }
    >
      <Loaded query={report}>
        {(csv) => {
          const all = readImportReport(csv);
          const rows = all.slice(0, drawn);
          const more = rows.length < Math.min(all.length, MOST);
          return (
            <Stack gap="sm">
              <div className={classes['report']} tabIndex={0} role="region" aria-label={t('console.imports.badTable')}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t('console.import.line')}</th>
                      <th scope="col">{t('console.import.column')}</th>
                      <th scope="col">{t('console.import.reason')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={`${row.line} ${row.column} ${row.reason}`}>
                        <td className="tabular">{row.line}</td>
                        <td>{row.column === '' ? '–' : row.column}</td>
                        <td>{importReason(t, row.reason)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <div className={classes['stateRow']}>
                <p className={kit['hint']} role="status">
                  {failed > rows.length
                    ? t('console.imports.moreBad', { shown: format.number(rows.length), total: format.number(failed) })
                    : t('console.imports.allBad', { count: rows.length, number: format.number(rows.length) })}
                </p>
                {more ? (
                  <Button variant="default" size="xs" onClick={() => setDrawn(drawn + STEP)}>
                    {t('console.common.showMore')}
                  </Button>
                ) : null}
              </div>
            </Stack>
          );
        }}
      </Loaded>
    </Card>
  );
}
