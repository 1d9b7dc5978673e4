import type { System } from '@holdover/api';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { ExactTime, RelativeTime } from '../../kit/times.tsx';
import classes from './system.module.css';

/** What runs. */
export function ServerCard({ system }: { system: System }) {
  const { t, format } = useTexts();
  const { engine, version, schema } = system.database;
  return (
    <Card title={t('console.system.server')}>
      <Facts
        items={[
          [t('console.system.version'), system.version],
          [t('console.system.runtime'), `Node.js ${system.runtime}`],
          [t('console.system.platform'), system.platform],
          [t('console.system.database'), t(`console.system.engine.${engine}`, { version })],
          [t('console.system.schema'), <span className="mono">{schema}</span>],
          [t('console.system.started'), <RelativeTime at={system.startedAt} />],
          [t('console.system.serverTime'), <ExactTime at={system.serverTime} seconds />],
          [t('console.system.incarnation'), format.number(system.incarnation.number - 1)],
        ]}
      />
      <p className={classes['note']}>{t('console.system.several')}</p>
    </Card>
  );
}
