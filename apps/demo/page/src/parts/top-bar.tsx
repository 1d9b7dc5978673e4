import { LANGUAGES } from '@holdover/phrases';
import type { Stage } from '../../../src/stage/stage.ts';
import type { LanguageChoice, Text } from '../language.ts';

interface TopBarProps {
  readonly stage: Stage;
  readonly text: Text;
  readonly language: LanguageChoice;
  readonly onPlay: () => void;
}

export function TopBar({ stage, text, language, onPlay }: TopBarProps) {
  return (
    <header class="top-bar">
      <img src="./icon.svg" alt="" width="36" height="36" />
      <h1>
        Holdover
        <span class="visually-hidden">: {text('demo.lead')}</span>
      </h1>
      <p class="told" role="status" key={JSON.stringify(stage.told)}>
        {text(`demo.told.${stage.told.phrase}`, stage.told.values)}
      </p>
      <button type="button" class="primary" disabled={stage.playing} onClick={onPlay}>
        <PlayMark />
        {stage.playing ? text('demo.playing') : text('demo.play')}
      </button>
      <div class="languages" role="group" aria-label={text('demo.language')}>
        {LANGUAGES.map((code) => (
          <button
            type="button"
            key={code}
            lang={code}
            aria-pressed={code === text.language}
            onClick={() => language.choose(code)}
          >
            {code.toUpperCase()}
          </button>
        ))}
      </div>
    </header>
  );
}

function PlayMark() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M4 2.5v11l9-5.5z" fill="currentColor" />
    </svg>
  );
}
