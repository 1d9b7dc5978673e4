import type { FleetAuthorityState } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { IconCircle, IconCircleArrowRight, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useMay } from '../../kit/use-may.ts';
import { AuthorityWaits } from './authority-waits.tsx';
import { pairs } from './certificate-standing.ts';
import { placeOf, ROLL_STEPS, rollStateOf, type RollStep } from './roll-steps.ts';
import { StepDialog } from './step-dialog.tsx';
import classes from './system.module.css';

/** The authority of the fleet, and how one takes the place of another. */
export function AuthorityCard() {
  const { t } = useTexts();
  const { resources } = useServices();
  const state = useQuery(resources.authority());
  return (
    <Card title={t('console.authority.title')}>
      <Loaded query={state}>
        {(authority) => (
          <Stack>
            <p className={kit['hint']}>{t('console.authority.lead')}</p>
            <Authorities state={authority} />
            <Steps state={authority} />
          </Stack>
        )}
      </Loaded>
    </Card>
  );
}

function Authorities({ state: { spkiHash, beside } }: { state: FleetAuthorityState }) {
  const { t, format } = useTexts();
  return (
    <dl className={classes['hashes']}>
      <div>
        <dt>{t('console.authority.issues')}</dt>
        <dd className="mono">{pairs(spkiHash)}</dd>
      </div>
      {beside === null ? null : (
        <div>
          <dt>
            {t(`console.authority.${beside.state}`)} ·{' '}
            {t('console.authority.since', { at: format.dateTime(beside.since) })}
          </dt>
          <dd className="mono">{pairs(beside.spkiHash)}</dd>
        </div>
      )}
    </dl>
  );
}

const ICONS = { done: IconCircleCheck, now: IconCircleArrowRight, later: IconCircle } as const;

function Steps({ state }: { state: FleetAuthorityState }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<RollStep | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const mayWrite = useMay()('settings:write');
  const { next, ready } = rollStateOf(state);
  return (
    <>
      <ol ref={list} tabIndex={-1} aria-label={t('console.authority.title')} className={classes['steps']}>
        {ROLL_STEPS.map((step) => {
          const place = placeOf(step, next);
          const Glyph = ICONS[place];
          return (
            <li key={step} data-place={place} {...(place === 'now' ? { 'aria-current': 'step' } : {})}>
              <Glyph size={20} stroke={1.8} aria-hidden />
              <div className={kit['grow']}>
                <strong>{t(`console.authority.steps.${step}`)}</strong>{' '}
                <span className={kit['hint']}>({t(`console.authority.${place}`)})</span>
                <p className={kit['hint']}>{t(`console.authority.about.${step}`)}</p>
                {place === 'now' ? (
                  <Stack gap="sm" mt="xs" align="flex-start">
                    <AuthorityWaits state={state} />
                    {mayWrite ? (
                      <Button
                        size="xs"
                        variant={step === 'prepare' ? 'default' : 'filled'}
                        disabled={!ready}
                        aria-haspopup="dialog"
                        onClick={() => setAsked(step)}
                      >
                        {t(`console.authority.act.${step}`)}…
                      </Button>
                    ) : null}
                  </Stack>
                ) : null}
              </div>
            </li>
          );
        })}
      </ol>
      {asked === null ? null : (
        <StepDialog
          step={asked}
          onClose={() => setAsked(null)}
          // The button that opened it belongs to a step that is done.
          onTaken={() => requestAnimationFrame(() => list.current?.focus())}
        />
      )}
    </>
  );
}
