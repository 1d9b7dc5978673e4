import type { GuessRisk, PinRisk } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { IconCircleCheck, IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { PagePending } from '../../kit/page-states.tsx';
import { Status } from '../../kit/status.tsx';
import classes from './authentication.module.css';

/** H5: the console warns above one success in a thousand days. */
const WARNING = 0.001;

interface GuessRiskCardProps {
  risk: PinRisk | undefined;
  /** It is of settings that nobody saved. */
  unsaved?: boolean;
  /** Without what it is made of. */
  brief?: boolean;
  actions?: ReactNode;
  /** Takes the proposed length over. */
  readonly onUseLength?: (length: number) => void;
}

/** The chance a day that guessing succeeds, what it is made of, and what mends it (B9, H5). */
export function GuessRiskCard({ risk, unsaved = false, brief = false, actions, onUseLength }: GuessRiskCardProps) {
  const { t } = useTexts();
  return (
    <Card title={t('console.guessRisk.title')} actions={actions}>
      {risk === undefined ? (
        <PagePending />
      ) : (
        <Stack>
          {unsaved ? (
            <p role="status" className={kit['hint']}>
              {t('console.guessRisk.unsaved')}
            </p>
          ) : null}
          {risk.guessRisk.pinsThatMatch === 0 ? (
            <p>{t('console.guessRisk.none')}</p>
          ) : (
            <RiskNumber risk={risk.guessRisk} />
          )}
          <Proposals risk={risk.guessRisk} onUseLength={onUseLength} />
          {brief ? null : <RiskFacts risk={risk} />}
          <Below risk={risk} />
          <Accepted risk={risk} />
          {brief ? null : (
            <details className={classes['formula']}>
              <summary>{t('console.guessRisk.formula')}</summary>
              <p className={kit['hint']}>{t('console.guessRisk.formulaText')}</p>
            </details>
          )}
        </Stack>
      )}
    </Card>
  );
}

function RiskNumber({ risk: { aDay, warns } }: { risk: GuessRisk }) {
  const { t, format } = useTexts();
  const limit = format.percent(WARNING);
  const days = Math.max(1, Math.round(1 / aDay));
  return (
    <div>
      <p>{t('console.guessRisk.aDay')}</p>
      <p className={classes['risk']}>
        <strong>{format.percent(aDay)}</strong>
        {warns ? (
          <Status tone="warn" icon={IconAlertTriangle} word={t('console.guessRisk.above', { limit })} />
        ) : (
          <Status tone="ok" icon={IconCircleCheck} word={t('console.guessRisk.atMost', { limit })} />
        )}
      </p>
      <p className={kit['hint']}>{t('console.guessRisk.often', { count: days, number: format.number(days) })}</p>
    </div>
  );
}

interface ProposalsProps {
  risk: GuessRisk;
  readonly onUseLength: ((length: number) => void) | undefined;
}

function Proposals({ risk: { proposedPinLength, proposesCardAndPin }, onUseLength }: ProposalsProps) {
  const { t, format } = useTexts();
  return (
    <>
      {proposedPinLength === null ? null : (
        <div className={classes['proposal']}>
          <p>
            {t('console.guessRisk.proposeLength', {
              length: format.number(proposedPinLength),
              limit: format.percent(WARNING),
            })}
          </p>
          {onUseLength === undefined ? null : (
            <Button variant="default" size="xs" onClick={() => onUseLength(proposedPinLength)}>
              {t('console.guessRisk.proposeUse', { length: format.number(proposedPinLength) })}
            </Button>
          )}
        </div>
      )}
      {proposesCardAndPin ? (
        <div className={classes['proposal']}>
          <p>{t('console.guessRisk.proposeCard')}</p>
          <Link to="/profiles" className={kit['link']}>
            {t('console.guessRisk.toProfiles')}
          </Link>
        </div>
      ) : null}
    </>
  );
}

function RiskFacts({ risk: { guessRisk, pinFloor, leastPinLength } }: { risk: PinRisk }) {
  const { t, format } = useTexts();
  const { pinsThatMatch, pinLength, triesADay } = guessRisk;
  return (
    <div className={classes['tight']}>
      <Facts
        items={[
          [t('console.guessRisk.pins'), format.number(pinsThatMatch)],
          [t('console.guessRisk.length'), pinLength === null ? '–' : format.number(pinLength)],
          [t('console.guessRisk.tries'), format.number(triesADay)],
          [t('console.guessRisk.least'), format.number(leastPinLength)],
          [t('console.guessRisk.floor'), format.number(pinFloor)],
        ]}
      />
    </div>
  );
}

/** B9: they are renewed in one action, on the page that lists them. */
function Below({ risk: { usersBelowFloor } }: { risk: PinRisk }) {
  const { t, format } = useTexts();
  if (usersBelowFloor === 0) return null;
  return (
    <Link to="/users" search={{ pinBelowFloor: 'true' }} className={kit['link']}>
      {t('console.guessRisk.below', { count: usersBelowFloor, number: format.number(usersBelowFloor) })}
    </Link>
  );
}

function Accepted({ risk: { acceptedRisk } }: { risk: PinRisk }) {
  const { t, format } = useTexts();
  if (acceptedRisk === null) return null;
  const { by: name, at, pinFloor } = acceptedRisk;
  return (
    <p className={kit['withIcon']} data-tone="warn">
      <IconAlertTriangle size={18} aria-hidden />
      {t('console.authentication.accepted', { name, at: format.dateTime(at), floor: format.number(pinFloor) })}
    </p>
  );
}
