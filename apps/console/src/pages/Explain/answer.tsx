import { getUser, type Device, type Explanation } from '@holdover/api';
import type { DeviceId, UserId } from '@holdover/kernel';
import { IconCircleCheck, IconCircleX, IconMapQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { useNow } from '../../kit/times.tsx';
import { CHANGE_PLACES } from './change-places.ts';
import classes from './explain.module.css';
import { PlaceLink } from './place-link.tsx';

interface AnswerProps {
  userId: UserId;
  deviceId: DeviceId;
}

/** In sentences, from the very function that decides at the device; told again to readers when it changes. */
export function Answer({ userId, deviceId }: AnswerProps) {
  const { resources } = useServices();
  const device = useQuery(resources.device(deviceId));
  const explanation = useQuery(resources.explanation(deviceId, userId));
  return (
    <Loaded query={device} missing={<NotThere kind="device" />}>
      {(found) => (
        <Loaded query={explanation} missing={<NotThere kind="user" />}>
          {(answer) => <Explained device={found} answer={answer} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function NotThere({ kind }: { kind: 'device' | 'user' }) {
  const { t } = useTexts();
  return (
    <Empty icon={IconMapQuestion} title={t(`console.missing.${kind}`)} text={t('console.common.noSuchPageDetail')} />
  );
}

function Explained({ device, answer }: { device: Device; answer: Explanation }) {
  const { t, format } = useTexts();
  const now = useNow();
  const user = useUserName(answer.userId);
  const names = { user, device: device.name };
  const Glyph = answer.can ? IconCircleCheck : IconCircleX;
  return (
    <div className={classes['answer']} role="status" data-can={answer.can}>
      <h2>
        <Glyph size={26} stroke={1.8} aria-hidden />
        {t(answer.can ? 'console.explanation.can' : 'console.explanation.cannot', names)}
      </h2>
      {answer.reason === null ? (
        <Ways ways={answer.ways} />
      ) : (
        <Why reason={answer.reason} device={device} answer={answer} />
      )}
      <p className={kit['hint']}>
        {answer.acknowledgedAt === null
          ? t('console.explanation.neverConfirmed')
          : t('console.explanation.computedFrom', { when: format.relative(answer.acknowledgedAt, now) })}
      </p>
      <div className={classes['links']}>
        <Link to="/users/$id" params={{ id: answer.userId }} search={{ tab: 'offline' }} className={kit['link']}>
          {t('console.explanation.atPerson', names)}
        </Link>
        <Link to="/devices/$id" params={{ id: device.id }} className={kit['link']}>
          {t('console.explanation.atDevice', names)}
        </Link>
      </div>
    </div>
  );
}

const WAY: Readonly<Record<Explanation['ways'][number]['method'], TextKey>> = {
  pin: 'console.explanation.way.pin',
  card: 'console.explanation.way.card',
  'card+pin': 'console.explanation.way.cardAndPin',
};

function Ways({ ways }: Pick<Explanation, 'ways'>) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <section>
      <h3>{t('console.explanation.ways')}</h3>
      <ul className={kit['inset']}>
        {ways.map(({ method, validUntil }) => (
          <li key={method}>
            <strong>{t(WAY[method])}</strong>
            <time dateTime={validUntil} className="tabular">
              {t('console.explanation.until', {
                date: format.dateTime(validUntil),
                relative: format.relative(validUntil, now),
              })}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface WhyProps {
  reason: NonNullable<Explanation['reason']>;
  device: Device;
  answer: Explanation;
}

function Why({ reason, device, answer }: WhyProps) {
  const { t } = useTexts();
  return (
    <>
      <section>
        <h3>{t('console.explanation.why')}</h3>
        <p>{t(`explain.reason.${reason}`)}</p>
      </section>
      <section>
        <h3>{t('console.explanation.change')}</h3>
        <p>{t(`explain.change.${reason}`)}</p>
        <div className={classes['links']}>
          {CHANGE_PLACES[reason].map((place) => (
            <PlaceLink key={place} place={place} device={device} userId={answer.userId} />
          ))}
        </div>
      </section>
    </>
  );
}

/** A deleted user may still be in the cache of a terminal that is away. */
function useUserName(id: UserId): string {
  const { t } = useTexts();
  const { api } = useServices();
  const { data, error } = useQuery({
    queryKey: keys.user(id),
    queryFn: () => api.call(getUser, { params: { id } }),
    retry: false,
  });
  if (data !== undefined) return data.fullName === '' ? data.userName : data.fullName;
  return error === null ? '…' : t('console.sessions.deletedUser');
}
