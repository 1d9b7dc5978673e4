import { useSignal } from '@preact/signals';
import type { Stage } from '../../src/stage/stage.ts';
import type { LanguageChoice } from './language.ts';
import { CableView } from './parts/cable-view.tsx';
import { ConsoleFrame } from './parts/console-frame.tsx';
import { Hands } from './parts/hands.tsx';
import { PanelFrame } from './parts/panel-frame.tsx';
import { PaperTray } from './parts/paper-tray.tsx';
import { Shelf } from './parts/shelf.tsx';
import { TopBar } from './parts/top-bar.tsx';
import type { StageClient } from './stage-client.ts';

export function StagePage({ client, language }: { client: StageClient; language: LanguageChoice }) {
  const stage = client.stage.value;
  if (stage === undefined) return <div class="waiting" role="status" />;
  return <Scene stage={stage} client={client} language={language} />;
}

function Scene({ stage, client, language }: { stage: Stage; client: StageClient; language: LanguageChoice }) {
  const text = language.text.value;
  const chosen = useSignal(stage.devices[0]?.id);
  const wanted = stage.spotlight ?? chosen.value;
  const device = stage.devices.find(({ id }) => id === wanted) ?? stage.devices[0];
  if (device === undefined) return null;
  return (
    <>
      <TopBar stage={stage} text={text} language={language} onPlay={() => void client.play()} />
      <main class="scene">
        <ConsoleFrame stage={stage} text={text} />
        <CableView stage={stage} text={text} onSwitch={(up) => void client.setCable(up)} />
        <div class="at-device">
          <PanelFrame stage={stage} device={device} text={text} onChoose={(id) => (chosen.value = id)} />
          <PaperTray device={device} text={text}>
            <Hands device={device} text={text} onHandle={(what) => void client.handle({ deviceId: device.id, what })} />
          </PaperTray>
        </div>
        <Shelf
          users={stage.users}
          device={device}
          text={text}
          onTap={(userName) => void client.tapCard(device.id, userName)}
          onSend={(userName, to) => void client.sendDocument({ deviceId: device.id, userName, to })}
        />
      </main>
    </>
  );
}
