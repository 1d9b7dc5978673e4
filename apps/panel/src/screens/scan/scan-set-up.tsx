import type { PanelScanner, PanelScanTarget } from '@holdover/api';
import { scanOptionsOf, targetOf } from '../../desk-choices.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { ChoiceButton } from '../set-up/choice-button.tsx';
import { COLOR_TEXT, SIZE_NAMES } from '../set-up/choices.ts';
import { Segments } from '../set-up/segments.tsx';
import { Originals, Start, WithScanner } from '../set-up/set-up.tsx';
import { targetIcon, targetName, targetState } from './target-words.ts';
import './scan.css';

/** Where to first, how after that: a target that cannot be reached is known before a sheet moves. */
export function ScanSetUp({ visit }: { readonly visit: VisitScreen }) {
  return (
    <WithScanner visit={visit}>
      {(scanner) => {
        const target = targetOf(scanner, visit.desk.target);
        return target?.available === true ? (
          <ScanOptions visit={visit} scanner={scanner} target={target} />
        ) : (
          <Targets targets={scanner.targets} />
        );
      }}
    </WithScanner>
  );
}

function Targets({ targets }: { readonly targets: readonly PanelScanTarget[] }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  if (targets.length === 0) {
    return (
      <div class="set-up-wait">
        <Icon name="info" />
        <h2>{t('panelTasks.scan.noTargets')}</h2>
      </div>
    );
  }
  return (
    <div class="targets-region">
      <h2 class="targets-region__heading">{t('panelTasks.scan.whereTo')}</h2>
      <ul class="targets">
        {targets.map((target) => (
          <li key={target.id} class="targets__item">
            <TargetTile target={target} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function TargetTile({ target }: { readonly target: PanelScanTarget }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <button
      type="button"
      class="target"
      aria-disabled={!target.available}
      onClick={() => target.available && dispatch({ type: 'target-chosen', target: target.id })}
    >
      <Icon name={targetIcon(target)} />
      <span class="target__words">
        <span class="target__name">{targetName(target, t)}</span>
        <span class={target.held ? 'target__state target__state--held' : 'target__state'}>
          {target.held && <Icon name="clock" />}
          <span>{targetState(target, t)}</span>
        </span>
      </span>
    </button>
  );
}

interface ScanOptionsProps {
  readonly visit: VisitScreen;
  readonly scanner: PanelScanner;
  readonly target: PanelScanTarget;
}

function ScanOptions({ visit, scanner, target }: ScanOptionsProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const scan = scanOptionsOf(scanner, visit.desk.scan);
  const choose = (choice: VisitScreen['desk']['scan']): void => dispatch({ type: 'scan-chosen', choice });
  return (
    <div class="set-up">
      <div class="set-up__options">
        <Originals scanner={scanner} source={scan.source} twoSided={scan.twoSidedOriginal} onChoose={choose} />
        {scanner.colors.length > 1 && (
          <ChoiceButton of="color" name={t('panelTasks.color.name')} value={t(COLOR_TEXT[scan.color])} />
        )}
        {scanner.sizes.length > 1 && (
          <ChoiceButton of="size" name={t('panelTasks.setUp.size')} value={SIZE_NAMES[scan.size]} />
        )}
        {scanner.resolutions.length > 1 && (
          <ChoiceButton
            of="resolution"
            name={t('panelTasks.scan.resolution')}
            value={t('panelTasks.scan.dpi', { resolution: scan.resolution })}
          />
        )}
        <Segments
          name={t('panelTasks.scan.format')}
          value={scan.format}
          segments={[
            { value: 'pdf', label: 'PDF' },
            { value: 'jpeg', label: 'JPEG' },
          ]}
          onChoose={(format) => choose({ format })}
        />
      </div>
      <div class="set-up__go">
        <div class="goes-to">
          <span class="option__name" aria-hidden="true">
            {t('panelTasks.scan.target')}
          </span>
          <button
            type="button"
            class="target target--chosen"
            aria-label={`${t('panelTasks.scan.otherTarget')}: ${targetName(target, t)}`}
            onClick={() => dispatch({ type: 'target-chosen', target: null })}
          >
            <Icon name={targetIcon(target)} />
            <span class="target__words">
              <span class="target__name">{targetName(target, t)}</span>
              <span class="target__state">
                <span>{targetState(target, t)}</span>
              </span>
            </span>
            <Icon name="next" />
          </button>
        </div>
        <Start visit={visit} scanner={scanner} source={scan.source} order="scan-started" />
      </div>
    </div>
  );
}
