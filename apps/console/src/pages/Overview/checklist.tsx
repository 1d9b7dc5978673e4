import type { Overview } from '@holdover/api';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { stepsOf } from './checklist-steps.ts';
import classes from './overview.module.css';

/** What is left to do until the first offline login has worked; then it is gone for good. */
export function Checklist({ setUp }: { setUp: Overview['setUp'] }) {
  const { t, format } = useTexts();
  const steps = stepsOf(setUp);
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  return (
    <Card
      title={t('console.checklist.title')}
      actions={
        <span className={kit['hint']}>
          {t('console.checklist.progress', { part: format.number(done), total: format.number(steps.length) })}
        </span>
      }
    >
      <ol className={classes['steps']}>
        {steps.map((step) => (
          <li key={step.title} data-done={step.done} data-next={step === next}>
            {step.done ? (
              <IconCircleCheckFilled size={22} aria-hidden />
            ) : (
              <IconCircle size={22} stroke={1.5} aria-hidden />
            )}
            <div>
              <Link to={step.to} className={kit['link']}>
                {t(step.title)}
              </Link>
              <span className="sr-only">{t(step.done ? 'console.checklist.done' : 'console.checklist.open')}</span>
              {step.done ? null : <p className={kit['hint']}>{t(step.text)}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
