import type { Alert, Device, Outage } from '@holdover/api';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Opener } from '../../kit/opener.tsx';
import { Status } from '../../kit/status.tsx';
import { ExactTime, useNow } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { AlertDetail } from '../Alerts/alert-detail.tsx';
import { ALERT_LOOK } from '../Alerts/alert-kinds.ts';
import { NewestRows } from './newest-rows.tsx';

/** What went wrong here, and who changed what: alerts, outages, and the way to the audit log. */
export function HistoryTab({ device }: { device: Device }) {
  const { t } = useTexts();
  const may = useMay();
  return (
    <>
      <AlertsCard device={device} />
      <OutagesCard device={device} />
      {may('audit:read') ? (
        <Card title={t('console.audit.title')}>
          <p>
            <Link to="/audit" search={{ target: device.id }} className={kit['link']}>
              {t('console.device.audit')}
            </Link>
          </p>
          {device.terminal === null ? null : (
            <p>
              <Link to="/audit" search={{ target: device.terminal.id }} className={kit['link']}>
                {t('console.device.auditTerminal')}
              </Link>
            </p>
          )}
        </Card>
      ) : null}
    </>
  );
}

function AlertsCard({ device }: { device: Device }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const rows = useInfiniteQuery(resources.alerts({ deviceId: device.id, state: 'all' }));
  return (
    <Card
      title={t('console.alerts.title')}
      actions={
        <Link to="/alerts" search={{ deviceId: device.id, state: 'all' }} className={kit['link']}>
          {t('console.device.allAlerts')}
        </Link>
      }
    >
      <NewestRows label={t('console.alerts.title')} rows={rows} empty={t('console.device.noAlerts')}>
        {(alert) => <AlertRow alert={alert} />}
      </NewestRows>
    </Card>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const { t, format } = useTexts();
  const [open, setOpen] = useState(false);
  const what = t(`console.alerts.kind.${alert.kind}.title`);
  const Glyph = ALERT_LOOK[alert.kind].icon;
  const when = format.dateTime(alert.raisedAt);
  return (
    <>
      <div className={kit['grow']}>
        <Opener open={open} label={t('console.alerts.open', { what, when })} onToggle={() => setOpen(!open)}>
          <Glyph size={18} stroke={1.7} aria-hidden />
          {what}
        </Opener>
        <div className={kit['hint']}>
          <ExactTime at={alert.raisedAt} />
        </div>
        {open ? <AlertDetail alert={alert} /> : null}
      </div>
      {alert.clearedAt === null ? (
        <Status tone="warn" icon={IconAlertTriangle} word={t('console.alerts.stands')} />
      ) : (
        <Status
          tone="quiet"
          icon={IconCircleCheck}
          word={t('console.alerts.cleared', { when: format.dateTime(alert.clearedAt) })}
        />
      )}
    </>
  );
}

function OutagesCard({ device }: { device: Device }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const found = useInfiniteQuery(resources.outagesOf(device.id));
  const rows = {
    ...found,
    data: found.data && {
      pages: found.data.pages.map(({ items }) => ({
        items: items.map((outage) => ({ ...outage, id: `${outage.terminalId} ${outage.from}` })),
      })),
    },
  };
  return (
    <Card title={t('console.device.outages')}>
      <NewestRows label={t('console.device.outages')} rows={rows} empty={t('console.device.noOutages')}>
        {(outage) => <OutageRow outage={outage} />}
      </NewestRows>
    </Card>
  );
}

function OutageRow({ outage: { from, until } }: { outage: Outage }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <>
      <div className={kit['grow']}>
        <ExactTime at={from} /> – {until === null ? t('console.device.lasts') : <ExactTime at={until} />}
      </div>
      <span className="tabular">{format.duration((until === null ? now : Date.parse(until)) - Date.parse(from))}</span>
    </>
  );
}
