import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import { CopyButton } from '../../kit/copy-button.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import type { SamplePerson } from './change-sample-data.ts';
import { isThere, removalOf, sampleIn, type SampleData } from './sample-data.ts';
import classes from './set-up.module.css';
import { useSampleData } from './use-sample-data.ts';

/** Adds sample data or takes it away, and says what it is. */
export function SampleDataPart() {
  const { t, format } = useTexts();
  const { data, add, remove, progress } = useSampleData();
  return (
    <Stack gap="sm">
      {add.error === null ? null : <ProblemAlert error={add.error} sent />}
      {add.data === undefined || add.data.length === 0 ? null : <People made={add.data} />}
      <Loaded query={data} pending={null}>
        {(there) =>
          isThere(there) && !add.isPending && add.error === null ? (
            <Present there={there} onRemove={remove.mutateAsync} />
          ) : (
            <>
              <Offered />
              <div>
                <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
                  {t('console.sampleData.add')}
                </Button>
              </div>
            </>
          )
        }
      </Loaded>
      <p role="status" className={kit['hint']}>
        {add.isPending && progress.total > 0
          ? t('console.sampleData.progress', {
              made: format.number(progress.made),
              total: format.number(progress.total),
            })
          : null}
      </p>
    </Stack>
  );
}

function Offered() {
  const { t, choice } = useTexts();
  const { name, people, devices } = sampleIn(choice === 'de' ? 'de' : 'en');
  return (
    <p className={kit['hint']}>
      {t('console.sampleData.offer', { name, people: people.length, devices: devices.length })}
    </p>
  );
}

interface PresentProps {
  readonly there: SampleData;
  readonly onRemove: () => Promise<void>;
}

function Present({ there, onRemove }: PresentProps) {
  const { t } = useTexts();
  const { ask, dialog } = useConfirm();
  const toasts = useToasts();
  const run = async (): Promise<void> => {
    await onRemove();
    toasts.done(t('console.sampleData.removed'));
  };
  return (
    <>
      <p className={kit['hint']}>{t('console.sampleData.present')}</p>
      <ul className={kit['inset']}>
        {there.group === undefined ? null : (
          <li>
            <Link to="/users" search={{ group: there.group.id }} className={kit['link']}>
              {t('console.sampleData.users', { count: there.users.length })}
            </Link>
          </li>
        )}
        {there.site === undefined ? null : (
          <li>
            <Link to="/devices" className={kit['link']}>
              {t('console.sampleData.devices', { count: there.devices.length })}
            </Link>
          </li>
        )}
      </ul>
      <div>
        <Button
          variant="default"
          color="red"
          onClick={() =>
            ask({
              title: t('console.sampleData.removeTitle'),
              text: <RemovalText there={there} />,
              act: t('console.sampleData.removeAct'),
              run,
            })
          }
        >
          {t('console.sampleData.remove')}
        </Button>
      </div>
      {dialog}
    </>
  );
}

function RemovalText({ there }: { there: SampleData }) {
  const { t } = useTexts();
  const { users, devices, keptPeople, keptDevices } = removalOf(there);
  return (
    <Stack gap="sm">
      <p>{t('console.sampleData.removeText', { users: users.length, devices: devices.length })}</p>
      {keptPeople === 0 ? null : <p>{t('console.sampleData.keptPeople', { count: keptPeople })}</p>}
      {keptDevices.length === 0 ? null : <p>{t('console.sampleData.keptDevices', { count: keptDevices.length })}</p>}
    </Stack>
  );
}

/** PINs and card numbers, this once. */
function People({ made }: { made: readonly SamplePerson[] }) {
  const { t } = useTexts();
  const text = made.map(({ userName, pin, card }) => `${userName}\t${pin}\t${card}`).join('\n');
  return (
    <>
      <p>{t('console.sampleData.shownOnce')}</p>
      <div className={classes['people']} role="region" tabIndex={0} aria-label={t('console.sampleData.people')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('console.users.fullName')}</th>
              <th scope="col">PIN</th>
              <th scope="col">{t('console.method.card')}</th>
            </tr>
          </thead>
          <tbody>
            {made.map(({ userName, fullName, pin, card }) => (
              <tr key={userName}>
                <td>{fullName}</td>
                <td className="mono">{pin}</td>
                <td className="mono">{card}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div>
        <CopyButton value={text} />
      </div>
    </>
  );
}
