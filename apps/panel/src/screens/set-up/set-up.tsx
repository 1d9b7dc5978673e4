import type { PanelScanner, ScanSource } from '@holdover/api';
import type { ComponentChildren } from 'preact';
import { canStart, hasTwoSidedOriginals } from '../../desk-choices.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { StartButton } from '../../parts/start-button.tsx';
import { reasonText } from '../../texts.ts';
import { Segments } from './segments.tsx';
import './set-up.css';

interface WithScannerProps {
  readonly visit: VisitScreen;
  readonly children: (scanner: PanelScanner) => ComponentChildren;
}

/** What can be chosen follows from the scanner; until it answered there is nothing to choose. */
export function WithScanner({ visit, children }: WithScannerProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { answer } = visit.desk.scanner;
  if (answer?.is === 'scanner') return <>{children(answer.scanner)}</>;
  const reason = answer?.is === 'refused' ? answer.reason : null;
  return (
    <div class="set-up-wait" role="status" aria-busy={answer === null}>
      {answer === null ? (
        <p class="set-up-wait__soon">{t('panelTasks.setUp.asking')}</p>
      ) : (
        <>
          <Icon name="warning" />
          <h2>{t(reasonText(reason ?? 'scanner-unreachable'))}</h2>
          <p>{t('panelTasks.setUp.askedAgain')}</p>
        </>
      )}
    </div>
  );
}

interface OriginalsProps {
  readonly scanner: PanelScanner;
  readonly source: ScanSource;
  readonly twoSided: boolean;
  readonly onChoose: (choice: { readonly source?: ScanSource; readonly twoSidedOriginal?: boolean }) => void;
}

/** Where the sheets lie and how they are printed on; what the device lacks is not there. */
export function Originals({ scanner, source, twoSided, onChoose }: OriginalsProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { feeder, platen } = scanner;
  const empty = feeder !== null && !feeder.loaded;
  const feederLabel = t(empty ? 'panelTasks.setUp.feederEmpty' : 'panelTasks.setUp.feeder');
  return (
    <>
      {feeder !== null && platen && (
        <Segments
          name={t('panelTasks.setUp.originals')}
          value={source}
          segments={[
            { value: 'feeder', label: feederLabel, icon: 'feeder', disabled: empty },
            { value: 'platen', label: t('panelTasks.setUp.glass'), icon: 'glass' },
          ]}
          onChoose={(chosen) => onChoose({ source: chosen })}
        />
      )}
      {hasTwoSidedOriginals(scanner, source) && (
        <Sides
          name={t('panelTasks.setUp.originalSides')}
          twoSided={twoSided}
          onChoose={(twoSidedOriginal) => onChoose({ twoSidedOriginal })}
        />
      )}
    </>
  );
}

interface SidesProps {
  readonly name: string;
  readonly twoSided: boolean;
  readonly onChoose: (twoSided: boolean) => void;
}

export function Sides({ name, twoSided, onChoose }: SidesProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <Segments
      name={name}
      value={twoSided ? 'two' : 'one'}
      segments={[
        { value: 'one', label: t('panelTasks.setUp.oneSided') },
        { value: 'two', label: t('panelTasks.setUp.twoSided') },
      ]}
      onChoose={(chosen) => onChoose(chosen === 'two')}
    />
  );
}

interface StartProps {
  readonly visit: VisitScreen;
  readonly scanner: PanelScanner;
  readonly source: ScanSource;
  readonly order: 'copy-started' | 'scan-started';
}

/** Dimmed with its reason while there is nothing to scan. */
export function Start({ visit, scanner, source, order }: StartProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const ready = canStart(scanner, source);
  const starting = visit.desk.order !== null;
  return (
    <div class="start-region">
      <div role="status">
        {!ready && (
          <p class="start-region__hint">
            <Icon name="feeder" />
            <span>{t('panelTasks.setUp.fillFeeder')}</span>
          </p>
        )}
      </div>
      <StartButton
        icon="play"
        text={t(starting ? 'panelTasks.setUp.starting' : 'panelTasks.setUp.start')}
        disabled={!ready || starting}
        onStart={() => dispatch({ type: order })}
      />
    </div>
  );
}
