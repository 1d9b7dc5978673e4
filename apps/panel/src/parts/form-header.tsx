import { usePanelApp } from '../panel-app.ts';
import type { Input } from '../panel-state.ts';
import { LanguageSwitch, TextSizeChoice } from './knobs.tsx';
import { Icon } from './icon.tsx';
import './form-header.css';

interface FormHeaderProps {
  readonly heading: string;
  readonly detail?: string;
  readonly back: Input;
}

/** Over a screen that is one step away from the first: what this is, and the way back. */
export function FormHeader({ heading, detail, back }: FormHeaderProps) {
  const { texts, dispatch } = usePanelApp();
  return (
    <header class="form-header">
      <button type="button" class="button button--plain" onClick={() => dispatch(back)}>
        <Icon name="back" />
        <span>{texts.value('panel.jobs.back')}</span>
      </button>
      <div class="form-header__title">
        <h1>{heading}</h1>
        {detail !== undefined && <p>{detail}</p>}
      </div>
      <TextSizeChoice />
      <LanguageSwitch />
    </header>
  );
}
