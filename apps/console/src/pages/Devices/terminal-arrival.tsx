import type { Device } from '@holdover/api';
import { Loader } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { LinkState } from '../../kit/link-state.tsx';
import { ARRIVAL_STEPS, type ArrivalStep } from './arrival.ts';
import { CommandLine } from './command-line.tsx';
import { protectorName } from './device-words.ts';
import classes from './devices.module.css';

interface TerminalArrivalProps {
  readonly device: Device;
  readonly steps: readonly ArrivalStep[];
}

/** The terminal as it comes, step by step, each as soon as it is true. */
export function TerminalArrival({ device, steps }: TerminalArrivalProps) {
  const { t } = useTexts();
  const next = ARRIVAL_STEPS.find((step) => !steps.includes(step));
  return (
    <section aria-label={t('console.enrolment.arrival')} className={classes['arrival']}>
      <div role="status">
        <ol>
          {ARRIVAL_STEPS.map((step) => {
            const done = steps.includes(step);
            return (
              <li key={step} data-done={done} aria-current={step === next ? 'step' : undefined}>
                {done ? (
                  <IconCircleCheckFilled size={20} aria-hidden />
                ) : step === next ? (
                  <Loader size={20} aria-hidden />
                ) : (
                  <IconCircleDashed size={20} aria-hidden />
                )}
                <div>
                  <div>{t(`console.enrolment.step.${step}.${done ? 'done' : 'open'}`, { name: device.name })}</div>
                  {done ? <StepFacts device={device} step={step} /> : null}
                </div>
              </li>
            );
          })}
        </ol>
      </div>
      {next === 'online' ? (
        <>
          <p className={kit['hint']}>{t('console.enrolment.start')}</p>
          <CommandLine text={`holdover terminal --printer ${printerOf(device)}`} />
        </>
      ) : null}
    </section>
  );
}

function StepFacts({ device, step }: { device: Device; step: ArrivalStep }): ReactNode {
  const { t } = useTexts();
  const { terminal } = device;
  if (terminal === null) return null;
  switch (step) {
    case 'enrolled':
      return (
        <div className={kit['hint']}>
          {t('console.enrolment.facts', {
            version: terminal.version,
            protector: protectorName(t, terminal.keyProtector),
          })}
        </div>
      );
    case 'online':
      return <LinkState device={device} />;
    case 'synchronized':
      return null;
  }
}

/** Its address where it names a printer, and nothing that a shell would take for more than a word. */
function printerOf({ address }: Device): string {
  return address !== null && /^ipps?:\/\/[\w.:/[\]-]+$/.test(address) ? address : 'ipp://PRINTER/ipp/print';
}
