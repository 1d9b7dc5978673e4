import type { User } from '@holdover/api';
import type { UserSourceId } from '@holdover/kernel';
import { Alert, Stack } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { Facts } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { ExactTime } from '../../kit/times.tsx';
import { Email } from './email.tsx';
import { useSourceName } from './use-source-name.ts';

const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

/** What a directory owns is shown, with the reason why it is not changed here. */
export function OwnedDetails({ user, sourceId }: { user: User; sourceId: UserSourceId }) {
  const { t } = useTexts();
  const source = useSourceName()(sourceId);
  return (
    <Stack gap="lg">
      <Alert color="petrol" icon={<IconLock aria-hidden />} title={t('console.person.ownedBy', { source })}>
        {t('console.person.ownedText')}
      </Alert>
      <UserFacts user={user} />
    </Stack>
  );
}

/** What *General* holds, to be read alone. */
export function UserFacts({ user }: { user: User }) {
  const { t } = useTexts();
  const sourceName = useSourceName();
  const { sourceId } = user;
  return (
    <Facts
      items={[
        [t('console.users.userName'), user.userName],
        [t('console.users.fullName'), user.fullName === '' ? t('console.person.unnamed') : user.fullName],
        [t('console.users.email'), <Email key="email" address={user.email} />],
        [
          t('console.users.language'),
          user.language === null ? t('console.users.languageOfDevice') : LANGUAGES[user.language],
        ],
        ...(sourceId === null
          ? []
          : [
              [
                t('console.person.source'),
                <Link key="source" to="/user-sources/$id" params={{ id: sourceId }} className={kit['link']}>
                  {sourceName(sourceId)}
                </Link>,
              ] as const,
            ]),
        [t('console.person.created'), <ExactTime key="created" at={user.createdAt} />],
      ]}
    />
  );
}
