import type { Handling, StageDevice } from '../../../src/stage/stage.ts';
import type { Text } from '../language.ts';

interface HandsProps {
  readonly device: StageDevice;
  readonly text: Text;
  readonly onHandle: (what: Handling['what']) => void;
}

/** What one does at the device itself: sheets into the feeder, a jam, and the device's own buttons once its panel is unlocked. */
export function Hands({ device, text, onHandle }: HandsProps) {
  const { feeder, isJammed, isUnlocked, scans } = device;
  const lying = feeder === 0 ? text('demo.hands.feederEmpty') : text('demo.hands.feeder', { count: feeder });
  return (
    <div class="hands" role="group" aria-label={text('demo.hands.heading')}>
      <p role="status">
        {isJammed ? text('demo.hands.jammed') : lying}
        {scans > 0 && ` · ${text('demo.hands.scans', { count: scans })}`}
      </p>
      <button type="button" class="send" onClick={() => onHandle('load-feeder')}>
        {text('demo.hands.load')}
      </button>
      <button
        type="button"
        class="send"
        aria-pressed={isJammed}
        onClick={() => onHandle(isJammed ? 'take-out' : 'jam')}
      >
        {text(isJammed ? 'demo.hands.takeOut' : 'demo.hands.jam')}
      </button>
      <button
        type="button"
        class="send"
        disabled={!isUnlocked}
        title={isUnlocked ? undefined : text('demo.hands.locked')}
        onClick={() => onHandle('walk-up')}
      >
        {text('demo.hands.walkUp')}
      </button>
    </div>
  );
}
