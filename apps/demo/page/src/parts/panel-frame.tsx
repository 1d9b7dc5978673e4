import type { Stage, StageDevice } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';
import { ScaledFrame } from './scaled-frame.tsx';

/** The smallest panel in service. */
const WIDTH = 800;
const HEIGHT = 480;

interface PanelFrameProps {
  readonly stage: Stage;
  readonly device: StageDevice;
  readonly text: Text;
  readonly onChoose: (id: string) => void;
}

export function PanelFrame({ stage, device, text, onChoose }: PanelFrameProps) {
  return (
    <section class="panel" aria-labelledby="panel-heading">
      <div class="section-head">
        <h2 id="panel-heading">{text('demo.panel')}</h2>
        <a href={device.panelUrl} target="_blank" rel="noreferrer">
          {text('demo.openAlone')}
        </a>
      </div>
      <div class="devices" role="group" aria-label={text('demo.chooseDevice')}>
        {stage.devices.map(({ id, name, link, backlog }) => (
          <button type="button" key={id} aria-pressed={id === device.id} onClick={() => onChoose(id)}>
            <span class={`lamp ${link}`} aria-hidden="true" />
            <span class="devices__name">{name}</span>
            {backlog > 0 && <span class="devices__backlog">{backlog}</span>}
          </button>
        ))}
      </div>
      <div class="bezel">
        {/* One frame a device, so that choosing another one and coming back disturbs nobody logged in. */}
        {stage.devices.map(({ id, name, panelUrl }) => (
          <div key={id} hidden={id !== device.id}>
            <ScaledFrame
              url={`${panelUrl}?lang=${text.language}`}
              title={`${text('demo.panel')} ${name}`}
              width={WIDTH}
              height={HEIGHT}
            />
          </div>
        ))}
      </div>
    </section>
  );
}
