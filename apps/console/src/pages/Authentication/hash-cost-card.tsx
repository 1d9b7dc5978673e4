import type { AuthenticationSettings, HashCosts } from '@holdover/api';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import classes from './authentication.module.css';
import { HashCostDialog } from './hash-cost-dialog.tsx';
import { HASH_KINDS } from './hash-cost-draft.ts';

/** What the slow hash costs now; it can only be raised. */
export function HashCostCard({ saved, hashCost }: { saved: AuthenticationSettings; hashCost: HashCosts }) {
  const { t, format } = useTexts();
  const [raising, setRaising] = useState(false);
  const mayWrite = useMay()('settings:write');
  return (
    <Card
      title={t('console.hashCost.title')}
      actions={
        mayWrite ? (
          <Button variant="default" size="xs" aria-haspopup="dialog" onClick={() => setRaising(true)}>
            {t('console.hashCost.raise')}…
          </Button>
        ) : null
      }
    >
      <div className={classes['costs']}>
        <p className={kit['hint']}>{t('console.hashCost.hint')}</p>
        {HASH_KINDS.map((kind) => (
          <div key={kind}>
            <h3>{t(`console.hashCost.${kind}`)}</h3>
            <Facts
              items={[
                [
                  t('console.hashCost.memory'),
                  t('console.hashCost.memoryValue', { number: format.number(hashCost[kind].memoryKiB) }),
                ],
                [t('console.hashCost.passes'), format.number(hashCost[kind].passes)],
                [t('console.hashCost.lanes'), format.number(hashCost[kind].lanes)],
              ]}
            />
          </div>
        ))}
      </div>
      {raising ? <HashCostDialog saved={saved} present={hashCost} onClose={() => setRaising(false)} /> : null}
    </Card>
  );
}
