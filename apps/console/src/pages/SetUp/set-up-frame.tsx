import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { Gate } from '../../kit/gate.tsx';
import { SET_UP_STEPS, type SetUpStep } from './set-up-step.ts';
import classes from './set-up.module.css';

const NAME = {
  administrator: 'console.setUp.administrator',
  organisation: 'console.setUp.organisation',
  device: 'console.setUp.device',
} as const satisfies Record<SetUpStep, TextKey>;
const LEAD = {
  administrator: 'console.setUp.lead',
  organisation: 'console.setUp.organisationLead',
  device: 'console.setUp.deviceLead',
} as const satisfies Record<SetUpStep, TextKey>;

/** One step of the first visit: which one it is, and what it asks. */
export function SetUpFrame({ step, children }: { step: SetUpStep; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Gate title={t('console.setUp.title')} lead={t(LEAD[step])} wide>
      <Progress step={step} />
      {children}
    </Gate>
  );
}

function Progress({ step: current }: { step: SetUpStep }) {
  const { t, format } = useTexts();
  const at = SET_UP_STEPS.indexOf(current);
  return (
    <ol className={classes['progress']} aria-label={t('console.setUp.steps')}>
      {SET_UP_STEPS.map((step, index) => (
        <li key={step} data-done={index < at} {...(index === at ? { 'aria-current': 'step' } : {})}>
          <span className={classes['number']} aria-hidden>
            {index < at ? <IconCheck size={16} stroke={2.5} /> : format.number(index + 1)}
          </span>
          <span>
            {t(NAME[step])}
            {index < at ? <span className="sr-only"> {t('console.setUp.stepDone')}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
