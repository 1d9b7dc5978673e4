import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import classes from './overview.module.css';

interface Step {
  readonly done: boolean;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly to: NonNullable<LinkProps['to']>;
}

/** What is left to do until the first offline login has worked; then it is gone for good. */
export function Checklist() {
  const { t } = useTexts();
  const steps = useSteps();
  if (steps === undefined || steps.every(({ done }) => done)) return null;
  return (
    <Card title={t('console.checklist.title')}>
      <ol className={classes['steps']}>
        {steps.map((step) => (
          <li key={step.title} data-done={step.done}>
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

function useSteps(): readonly Step[] | undefined {
  const { resources } = useServices();
  const groups = useQuery(resources.groups());
  const devices = useInfiniteQuery(resources.devices({}));
  const settings = useQuery(resources.offlineLogin());
  const offline = useInfiniteQuery(resources.sessions({ mode: 'offline' }));
  if (
    groups.data === undefined ||
    devices.data === undefined ||
    settings.data === undefined ||
    offline.data === undefined
  )
    return undefined;
  const all = devices.data.pages.flatMap((page) => page.items);
  const { enabled, userSync } = settings.data;
  return [
    {
      done: groups.data.items.some(({ id, members }) => id === 'grp_all' && members > 0),
      title: 'console.checklist.users',
      text: 'console.checklist.usersText',
      to: '/users',
    },
    { done: all.length > 0, title: 'console.checklist.device', text: 'console.checklist.deviceText', to: '/devices' },
    {
      done: all.some(({ terminal }) => terminal !== null),
      title: 'console.checklist.terminal',
      text: 'console.checklist.terminalText',
      to: '/devices',
    },
    {
      done: enabled && userSync.enabled && userSync.assignments.length > 0,
      title: 'console.checklist.sync',
      text: 'console.checklist.syncText',
      to: '/settings/printers-and-terminals',
    },
    {
      done: offline.data.pages.some(({ items }) => items.length > 0),
      title: 'console.checklist.login',
      text: 'console.checklist.loginText',
      to: '/sessions',
    },
  ];
}
