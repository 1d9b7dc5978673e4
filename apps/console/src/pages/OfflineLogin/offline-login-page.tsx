import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SpoolingCard } from '../Spooling/spooling-card.tsx';
import { JournalCard } from '../TerminalSettings/journal-card.tsx';
import { LinkCard } from '../TerminalSettings/link-card.tsx';
import classes from './offline-login.module.css';
import { OfflineGuessRisk } from './offline-guess-risk.tsx';
import { OfflineLoginForm } from './offline-login-form.tsx';
import { RolloutCard } from './rollout-card.tsx';

/** Settings › Printers & Terminals. */
export function OfflineLoginPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.offlineLogin());
  return (
    <>
      <PageHeader title={t('fixed.settingsPath')} lead={t('console.offlineLogin.lead')} />
      <Loaded query={settings}>
        {(saved) => (
          <Stack gap="lg">
            <div className={kit['columns']}>
              <Stack gap="lg">
                <OfflineLoginForm saved={saved} />
                <OfflineGuessRisk />
              </Stack>
              <Stack gap="lg">
                <RolloutCard />
                <NotOffline />
              </Stack>
            </div>
            <div className={kit['columns']}>
              <SpoolingCard />
              <Stack gap="lg">
                <JournalCard />
                <LinkCard />
              </Stack>
            </div>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

/** What somebody must not expect of an outage (E). */
function NotOffline() {
  const { t } = useTexts();
  return (
    <Card title={t('console.offlineLogin.notOffline')}>
      <ul className={classes['bullets']}>
        {(['password', 'server', 'project', 'balance', 'scan', 'register', 'other'] as const).map((one) => (
          <li key={one}>{t(`console.offlineLogin.limits.${one}`)}</li>
        ))}
      </ul>
    </Card>
  );
}
