import { API_ROOT, type UserImport } from '@holdover/api';
import { Anchor, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { importReason } from './import-reasons.ts';
import { readImportReport } from './import-report.ts';
import classes from './imports.module.css';

/** What is drawn; the file to download has all of them. */
const SHOWN = 200;

/** Rows that were left out, each with its reason and never its secret. */
export function BadRows({ of: { id, failed } }: { of: UserImport }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const report = useQuery(resources.importErrors(id));
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
          const rows = readImportReport(csv).slice(0, SHOWN);
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
                        <td>{row.column}</td>
                        <td>{importReason(t, row.reason)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {failed > rows.length ? (
                <p className={kit['hint']}>
                  {t('console.imports.moreBad', { shown: format.number(rows.length), total: format.number(failed) })}
                </p>
              ) : null}
            </Stack>
          );
        }}
      </Loaded>
    </Card>
  );
}
