import type { System } from '@holdover/api';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { ExactTime, RelativeTime } from '../../kit/times.tsx';

/** What runs. */
export function ServerCard({ system }: { system: System }) {
  const { t, format } = useTexts();
  const { engine, version, schema } = system.database;
  return (
    <Card title={t('console.system.server')}>
      <Facts
        items={[
          [t('console.system.version'), system.version],
          [t('console.system.runtime'), system.runtime],
          [t('console.system.platform'), system.platform],
          [t('console.system.database'), t(`console.system.engine.${engine}`, { version })],
          [t('console.system.schema'), <span className="mono">{schema}</span>],
          [t('console.system.started'), <RelativeTime at={system.startedAt} />],
          [t('console.system.serverTime'), <ExactTime at={system.serverTime} seconds />],
          [t('console.system.incarnation'), format.number(system.incarnation.number - 1)],
        ]}
      />
      <p className={kit['hint']}>{t('console.system.several')}</p>
    </Card>
  );
}
