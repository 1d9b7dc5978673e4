import { useSignal } from '@preact/signals';
import type { Stage, StageDevice } from '../../src/stage/stage.ts';
import type { LanguageChoice } from './language.ts';
import { CableView } from './parts/cable-view.tsx';
import { ConsoleFrame } from './parts/console-frame.tsx';
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
  const device = stage.devices.find(({ id }) => id === chosen.value) ?? stage.devices[0];
  return (
    <>
      <TopBar stage={stage} text={text} language={language} onPlay={() => void client.play()} />
      <main class="scene">
        <ConsoleFrame stage={stage} text={text} />
        <CableView stage={stage} text={text} onSwitch={(up) => void client.setCable(up)} />
        {device === undefined ? null : (
          <Desk
            stage={stage}
            device={device}
            client={client}
            language={language}
            onChoose={(id) => (chosen.value = id)}
          />
        )}
      </main>
    </>
  );
}

interface DeskProps {
  readonly stage: Stage;
  readonly device: StageDevice;
  readonly client: StageClient;
  readonly language: LanguageChoice;
  readonly onChoose: (id: string) => void;
}

/** One device and what one does at it. */
function Desk({ stage, device, client, language, onChoose }: DeskProps) {
  const text = language.text.value;
  return (
    <div class="desk">
      <PanelFrame stage={stage} device={device} text={text} onChoose={onChoose} />
      <PaperTray device={device} accountedPages={stage.accountedPages} text={text} />
      <Shelf
        users={stage.users}
        device={device}
        text={text}
        onTap={(userName) => void client.tapCard(device.id, userName)}
        onSend={(userName) => void client.sendDocument(device.id, userName)}
      />
    </div>
  );
}
