import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { Button, SegmentedControl } from '@mantine/core';
import { IconChartBar, IconShieldCheck, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { OUTAGE_RANGES, type OutageRange, type Outages } from '../../client/overview-resources.ts';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useNow } from '../../kit/times.tsx';
import { OutageChart } from './outage-chart.tsx';
import { OutageTable } from './outage-table.tsx';
import classes from './outages.module.css';
import { lanesOf } from './outage-lanes.ts';

const route = getRouteApi('/shell/');
const RANGES = Object.keys(OUTAGE_RANGES) as OutageRange[];
const USUAL: OutageRange = '24h';

/** When which device had no link to the print server; how far back is in the address. */
export function OutagesCard() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { outages: range = USUAL, as } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(resources.outages(range));
  const change = (part: { outages?: OutageRange | undefined; as?: 'table' | undefined }): void =>
    void navigate({
      search: (before) => ({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    });
  const Other = as === 'table' ? IconChartBar : IconTable;
  return (
    <Card
      title={t('console.outages.title')}
      actions={
        <div className={classes['choices']}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<Other size={16} stroke={1.7} aria-hidden />}
            onClick={() => change({ as: as === 'table' ? undefined : 'table' })}
          >
            {t(as === 'table' ? 'console.outages.asChart' : 'console.outages.asTable')}
          </Button>
          <SegmentedControl
            size="xs"
            aria-label={t('console.outages.rangeLabel')}
            data={RANGES.map((value) => ({ value, label: t(`console.outages.range.${value}`) }))}
            value={range}
            onChange={(value) => change({ outages: value === USUAL ? undefined : optionalOneOf(RANGES, value) })}
          />
        </div>
      }
    >
      <Loaded query={found}>{(outages) => <Found outages={outages} range={range} table={as === 'table'} />}</Loaded>
    </Card>
  );
}

function Found({ outages, range, table }: { outages: Outages; range: OutageRange; table: boolean }) {
  const { t, format } = useTexts();
  const now = useNow();
  const span = useMemo(() => ({ from: now - OUTAGE_RANGES[range], until: now }), [now, range]);
  const lanes = useMemo(() => lanesOf(outages.items, span), [outages, span]);
  if (lanes.length === 0) {
    return (
      <p className={kit['withIcon']}>
        <IconShieldCheck size={20} stroke={1.7} aria-hidden />
        {t(`console.outages.ago.${range}`)}
      </p>
    );
  }
  return (
    <>
      {table ? <OutageTable lanes={lanes} /> : <OutageChart lanes={lanes} span={span} />}
      {outages.more ? (
        <p className={kit['hint']}>
          {t('console.outages.newestOnly', { number: format.number(outages.items.length) })}
        </p>
      ) : null}
    </>
  );
}
