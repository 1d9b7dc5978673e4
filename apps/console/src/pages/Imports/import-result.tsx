import type { UserImport } from '@holdover/api';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { BadRows } from './bad-rows.tsx';
import { ImportEffects } from './import-effects.tsx';
import { ImportLog } from './import-log.tsx';
import { ImportProgress } from './import-progress.tsx';

/** All there is to see of an import. Directories tell their steps; files tell their rows. */
export function ImportResult({ current }: { current: UserImport }) {
  const { t } = useTexts();
  const over = current.state !== 'running';
  return (
    <>
      <Card title={t('console.imports.progress')}>
        <ImportProgress of={current} />
      </Card>
      {current.sourceId === null ? null : <ImportLog of={current} />}
      {over && current.failed > 0 ? <BadRows of={current} /> : null}
      {over && current.state !== 'failed' ? <ImportEffects of={current} /> : null}
      {current.sourceId === null && over ? <ImportLog of={current} /> : null}
    </>
  );
}
