import { discoverPrinters, type DiscoveredPrinter } from '@holdover/api';
import { Alert, Button, Group, Loader } from '@mantine/core';
import { IconCheck, IconInfoCircle, IconPrinter, IconRadar2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import classes from './find-printers.module.css';

/** Most printers answer at once; sleepy ones take a second look. In seconds. */
const SHORT = 3;
const LONG = 10;

/** Printers that announce themselves in the network of the server; one that is chosen fills in the fields below. */
export function FindPrinters({ onChoose }: { onChoose: (printer: DiscoveredPrinter) => void }) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const [taken, setTaken] = useState<DiscoveredPrinter | null>(null);
  const find = useMutation({
    mutationFn: (seconds: number) => api.call(discoverPrinters, { query: { seconds } }),
    onMutate: () => setTaken(null),
  });
  const searched = find.data;
  const items = searched?.items ?? [];
  const choose = (printer: DiscoveredPrinter): void => {
    setTaken(printer);
    onChoose(printer);
  };
  return (
    <div className={classes['box']}>
      <div className={classes['head']}>
        <p className={kit['hint']}>{t('console.discovery.findHint')}</p>
        <Button
          variant="light"
          leftSection={<IconRadar2 size={18} stroke={1.7} aria-hidden />}
          disabled={find.isPending}
          onClick={() => find.mutate(SHORT)}
        >
          {t(searched === undefined ? 'console.discovery.find' : 'console.discovery.again')}
        </Button>
      </div>
      <div role="status">
        {find.isPending ? (
          <Group gap="sm" mt="sm">
            <Loader size="sm" aria-hidden />
            {t('console.discovery.searching', { count: find.variables })}
          </Group>
        ) : null}
        {taken === null || find.isPending ? null : (
          <p className={classes['said']}>{t('console.discovery.taken', { name: taken.name })}</p>
        )}
        {find.isPending || taken !== null || items.length === 0 ? null : (
          <p className={classes['said']}>
            {t('console.discovery.found', { count: items.length, number: format.number(items.length) })}
          </p>
        )}
        {find.isPending || searched === undefined || items.length > 0 ? null : (
          <NoneFound unavailable={searched.unavailable} onLonger={() => find.mutate(LONG)} />
        )}
      </div>
      {find.error === null ? null : <ProblemAlert error={find.error} />}
      {items.length === 0 || find.isPending ? null : <Found items={items} taken={taken} onChoose={choose} />}
    </div>
  );
}

type Unavailable = 'switched-off' | 'no-network' | null;

function NoneFound({ unavailable, onLonger }: { unavailable: Unavailable; onLonger: () => void }) {
  const { t } = useTexts();
  if (unavailable !== null) {
    return (
      <Alert mt="sm" color="yellow" icon={<IconInfoCircle aria-hidden />}>
        {t(`console.discovery.unavailable.${unavailable === 'switched-off' ? 'switchedOff' : 'noNetwork'}`)}
      </Alert>
    );
  }
  return (
    <div className={classes['none']}>
      <p>{t('console.discovery.none')}</p>
      <Button size="xs" variant="default" onClick={onLonger}>
        {t('console.discovery.longer')}
      </Button>
    </div>
  );
}

function Found({
  items,
  taken,
  onChoose,
}: {
  items: readonly DiscoveredPrinter[];
  taken: DiscoveredPrinter | null;
  onChoose: (printer: DiscoveredPrinter) => void;
}) {
  const { t } = useTexts();
  return (
    <ul className={classes['found']} aria-label={t('console.discovery.list')}>
      {items.map((printer) => (
        <li key={printer.uri}>
          <button
            type="button"
            disabled={printer.deviceId !== null}
            aria-pressed={printer === taken}
            aria-label={t('console.discovery.choose', { name: printer.name })}
            onClick={() => onChoose(printer)}
          >
            <IconPrinter size={20} stroke={1.6} aria-hidden />
            <span className={kit['grow']}>
              <strong className="break">{printer.name}</strong>
              <Traits printer={printer} />
            </span>
            {printer.deviceId === null ? null : (
              <span className={classes['traits']}>{t('console.discovery.already')}</span>
            )}
            {printer === taken ? <IconCheck size={20} stroke={2} aria-hidden /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Traits({ printer }: { printer: DiscoveredPrinter }) {
  const { t } = useTexts();
  const traits = [
    printer.makeAndModel,
    printer.location,
    ...(printer.color === true ? [t('console.printer.color')] : []),
    ...(printer.duplex === true ? [t('console.printer.duplex')] : []),
  ];
  return (
    <>
      <span className={classes['traits']}>{traits.filter((text) => text !== '').join(' · ')}</span>
      <span className={classes['traits']}>{printer.uri}</span>
    </>
  );
}
