import { Button } from '@mantine/core';
import { IconChevronLeft, IconMapQuestion } from '@tabler/icons-react';
import { Link, type ErrorComponentProps, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts, type TextKey } from '../app/texts.tsx';
import { Empty } from './empty.tsx';
import { isAddressFault } from './is-address-fault.ts';
import { PageFailed } from './page-states.tsx';
import { useTitle } from './use-title.ts';

/** Things that have a page each. */
type Kind = 'device' | 'deviceGroup' | 'import' | 'profile' | 'reviewItem' | 'user' | 'userSource';

/** The page that lists them. */
const LISTS: Readonly<Record<Kind, { to: NonNullable<LinkProps['to']>; title: TextKey }>> = {
  device: { to: '/devices', title: 'console.devices.title' },
  deviceGroup: { to: '/device-groups', title: 'console.deviceGroups.title' },
  import: { to: '/imports', title: 'console.imports.title' },
  profile: { to: '/profiles', title: 'console.profiles.title' },
  reviewItem: { to: '/review', title: 'console.review.title' },
  user: { to: '/users', title: 'console.users.title' },
  userSource: { to: '/user-sources', title: 'console.sources.title' },
};

/** What an address names is not there: deleted, never made, or no id at all. */
export function Missing({ kind }: { kind: Kind }) {
  const { t } = useTexts();
  const { to, title } = LISTS[kind];
  const told = t(`console.missing.${kind}`);
  useTitle(told);
  return (
    <Empty whole icon={IconMapQuestion} title={told} text={t('console.common.noSuchPageDetail')}>
      <Button
        renderRoot={(props) => <Link to={to} {...props} />}
        variant="light"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
      >
        {t(title)}
      </Button>
    </Empty>
  );
}

/** Of a page about one thing: an id that cannot be one is told like one that nothing has. */
export function failedPageOf(kind: Kind): (props: ErrorComponentProps) => ReactNode {
  return function FailedPage(props: ErrorComponentProps) {
    return isAddressFault(props.error) ? <Missing kind={kind} /> : <PageFailed {...props} />;
  };
}
