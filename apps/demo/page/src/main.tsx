import { render } from 'preact';
import { present } from '@holdover/kernel';
import { createLanguageChoice } from './language.ts';
import { createStageClient } from './stage-client.ts';
import { StagePage } from './stage-page.tsx';
import './theme.css';

const language = createLanguageChoice({ offered: navigator.languages, storage: localStorage });
const client = createStageClient();
render(
  <StagePage client={client} language={language} />,
  present(document.querySelector('#stage'), 'the element #stage'),
);
