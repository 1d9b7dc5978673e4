import { reportStolen, type Device } from '@holdover/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import type { RenewedRow } from '../../kit/renewed-pins.ts';
import { RenewedPinsDialog } from '../../kit/renewed-pins-dialog.tsx';

interface ReportStolen {
  /** Asks first. */
  readonly ask: () => void;
  /** What was replaced so far is known; the rest follows. */
  readonly again: () => Promise<void>;
  /** Drawn by the page. */
  readonly dialog: ReactNode;
}

/** One action: the terminal is revoked and the PINs it held are replaced, shown once. */
export function useReportStolen({ id, name }: Pick<Device, 'id' | 'name'>): ReportStolen {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const { ask, dialog } = useConfirm();
  const [renewed, setRenewed] = useState<readonly RenewedRow[] | null>(null);
  const report = async (): Promise<void> => {
    const all: RenewedRow[] = [];
    for (let more = true; more;) {
      const answer = await api.call(reportStolen, { params: { id } });
      all.push(...answer.renewed);
      // Shown as they come: what the server has shown once must not be lost with a later request.
      if (all.length > 0) setRenewed([...all]);
      more = answer.remaining > 0 && answer.renewed.length > 0;
    }
    const stale = [keys.stolenReport(id), keys.device(id), keys.devices, keys.users, keys.pinRisk];
    for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
  };
  return {
    ask: () =>
      ask({
        title: t('console.stolen.title', { name }),
        text: t('console.stolen.text'),
        act: t('console.stolen.act'),
        run: report,
      }),
    again: report,
    dialog: (
      <>
        {dialog}
        <RenewedPinsDialog renewed={renewed} onClose={() => setRenewed(null)} />
      </>
    ),
  };
}
