import { IconPrinter } from '@tabler/icons-react';
import type { ProfileId } from '@holdover/kernel';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';

/** How many are named; the list of devices has them all. */
const NAMED = 8;

/** Where the profile counts: the first devices by name, and the way to all of them. */
export function ProfileDevices({ profileId }: { profileId: ProfileId }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const found = useInfiniteQuery(resources.devices({ profileId }));
  const devices = found.data?.pages[0]?.items ?? [];
  const all = (
    <Link to="/devices" search={{ profileId }} className={kit['link']}>
      {t('console.profiles.allDevices')}
    </Link>
  );
  return (
    <Card title={t('console.profiles.devices')} actions={devices.length > NAMED ? all : null}>
      <Loaded query={found}>
        {() =>
          devices.length === 0 ? (
            <Empty
              icon={IconPrinter}
              title={t('console.profiles.noDevices')}
              text={t('console.profiles.noDevicesText')}
            />
          ) : (
            <ul className={kit['rows']}>
              {devices.slice(0, NAMED).map(({ id, name, offlineLogin }) => (
                <li key={id}>
                  <Link to="/devices/$id" params={{ id }} className={`${kit['link']} break`}>
                    {name}
                  </Link>
                  {offlineLogin ? null : <span className={kit['hint']}>{t('fixed.noOfflineLogin')}</span>}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
