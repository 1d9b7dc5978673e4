import type { User } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconPlugOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { methodNames } from '../../kit/method-names.ts';
import { useNow } from '../../kit/times.tsx';

/** Where this person could log in now if the link broke, from what terminals acknowledged (H1). */
export function OfflineTab({ user }: { user: User }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const now = useNow();
  const devices = useQuery(resources.offlineDevices(user.id));
  return (
    <Loaded query={devices}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon={IconPlugOff} title={t('console.users.nowhere')} text={t('console.users.nowhereText')}>
            <ExplainElsewhere user={user} />
          </Empty>
        ) : (
          <>
            <div className={kit['toolbar']}>
              <div className={kit['grow']}>
                <h2>{t('console.users.where')}</h2>
                <p className={kit['hint']}>{t('console.users.whereHint')}</p>
              </div>
              <ExplainElsewhere user={user} />
            </div>
            <ul className={kit['rows']}>
              {items.map((device) => (
                <li key={device.deviceId}>
                  <div className={kit['grow']}>
                    <Link to="/devices/$id" params={{ id: device.deviceId }} className={kit['link']}>
                      {device.deviceName}
                    </Link>
                    <div className={kit['hint']}>
                      {t('console.users.whereMethods', { methods: format.list(methodNames(t, device.methods)) })}
                      {' · '}
                      {t(`console.devices.source.${device.source}`)}
                    </div>
                  </div>
                  <span className="tabular">
                    {t('console.devices.validUntil', {
                      date: format.dateTime(device.validUntil),
                      relative: format.relative(device.validUntil, now),
                    })}
                  </span>
                  <Link
                    to="/explain"
                    search={{ user: user.id, device: device.deviceId }}
                    className={kit['link']}
                    aria-label={t('console.explanation.explainOf', { user: user.userName, device: device.deviceName })}
                  >
                    {t('console.explanation.action')}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

/** Why not at some other device. */
function ExplainElsewhere({ user }: { user: User }) {
  const { t } = useTexts();
  return (
    <Button renderRoot={(props) => <Link to="/explain" search={{ user: user.id }} {...props} />} variant="default">
      {t('console.explanation.elsewhere')}
    </Button>
  );
}
