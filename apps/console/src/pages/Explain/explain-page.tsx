import type { DeviceId, UserId } from '@holdover/kernel';
import { IconMessageQuestion } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import { DeviceSelect, UserSelect } from '../../kit/find-select.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Answer } from './answer.tsx';
import classes from './explain.module.css';

const route = getRouteApi('/shell/explain');

/** Could this person log in there now, offline, and why not: who and where are in the address. */
export function ExplainPage() {
  const { t } = useTexts();
  const { user, device } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: { user?: UserId | undefined; device?: DeviceId | undefined }): void =>
    void navigate({ search: { user, device, ...part }, replace: true });
  return (
    <>
      <PageHeader title={t('console.explanation.title')} lead={t('console.explanation.lead')} />
      <div className={classes['page']}>
        <Card>
          <div className={classes['pickers']}>
            <UserSelect
              label={t('console.explanation.user')}
              placeholder={t('console.explanation.userPlaceholder')}
              value={user ?? null}
              onChange={(id) => change({ user: id ?? undefined })}
            />
            <DeviceSelect
              label={t('console.explanation.device')}
              placeholder={t('console.explanation.devicePlaceholder')}
              value={device ?? null}
              onChange={(id) => change({ device: id ?? undefined })}
            />
          </div>
        </Card>
        <Card>
          {user === undefined || device === undefined ? (
            <Empty
              icon={IconMessageQuestion}
              title={t('console.explanation.pick')}
              text={t('console.explanation.pickText')}
            />
          ) : (
            <Answer key={`${user} ${device}`} userId={user} deviceId={device} />
          )}
        </Card>
      </div>
    </>
  );
}
