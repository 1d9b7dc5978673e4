import type { AuthenticationSettings, HashCosts } from '@holdover/api';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
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
      <p className={kit['hint']}>{t('console.hashCost.hint')}</p>
      <table className={classes['costs']}>
        <thead>
          <tr>
            <th scope="col">{t('console.hashCost.of')}</th>
            <th scope="col">{t('console.hashCost.memory')}</th>
            <th scope="col">{t('console.hashCost.passes')}</th>
            <th scope="col">{t('console.hashCost.lanes')}</th>
          </tr>
        </thead>
        <tbody>
          {HASH_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`console.hashCost.${kind}`)}</th>
              <td>{format.number(hashCost[kind].memoryKiB)}</td>
              <td>{format.number(hashCost[kind].passes)}</td>
              <td>{format.number(hashCost[kind].lanes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {raising ? <HashCostDialog saved={saved} present={hashCost} onClose={() => setRaising(false)} /> : null}
    </Card>
  );
}
