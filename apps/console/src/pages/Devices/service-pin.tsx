import { getServicePin, type Device } from '@holdover/api';
import { useEffect, useState, type ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import { ShownOnce } from '../../kit/shown-once.tsx';

const SHOWN_MILLISECONDS = 60_000;

/** Asks first, since it is put on record; shows it for a minute. `dialog` is drawn by the page. */
export function useServicePin({ id, name }: Device): { show: () => void; dialog: ReactNode } {
  const { t } = useTexts();
  const { api } = useServices();
  const [pin, setPin] = useState<string | null>(null);
  const { ask, dialog } = useConfirm();
  useEffect(() => {
    if (pin === null) return undefined;
    const timer = setTimeout(() => setPin(null), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [pin]);
  return {
    show: () =>
      ask({
        title: t('console.servicePin.title', { name }),
        text: t('console.servicePin.text'),
        act: t('console.servicePin.act'),
        run: async () => setPin((await api.call(getServicePin, { params: { id } })).servicePin),
      }),
    dialog: (
      <>
        {dialog}
        <ShownOnce
          title={t('console.servicePin.shown', { name })}
          text={t('console.servicePin.once')}
          secret={pin}
          onClose={() => setPin(null)}
        />
      </>
    ),
  };
}
