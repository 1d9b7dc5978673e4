import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Empty } from '../kit/empty.tsx';
import { rightKey } from '../kit/right-key.ts';
import { useTitle } from '../kit/use-title.ts';
import { rightFor } from './page-rights.ts';
import { useServices } from './services.tsx';
import { useTexts } from './texts.tsx';

/** A page, or why there is none for this reader: an address may come from somebody with more rights. */
export function Allowed({ children }: { readonly children: ReactNode }) {
  const { resources } = useServices();
  const { data: me } = useSuspenseQuery(resources.me());
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const right = rightFor(path);
  if (right === undefined || me.rights.includes(right)) return children;
  return <NotAllowed right={right} />;
}

function NotAllowed({ right }: { right: NonNullable<ReturnType<typeof rightFor>> }) {
  const { t } = useTexts();
  const title = t('console.missing.right');
  useTitle(title);
  return (
    <Empty
      whole
      icon={IconLock}
      title={title}
      text={t('console.missing.rightText', { right: t(`console.tokens.rightOf.${rightKey(right)}`) })}
    >
      <Button renderRoot={(props) => <Link to="/" {...props} />} variant="light">
        {t('console.common.toOverview')}
      </Button>
    </Empty>
  );
}
