import type { MapDevice } from '@holdover/api';
import { IconBellFilled, IconBuilding, IconStack2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useId, type KeyboardEvent } from 'react';
import { useTexts } from '../../app/texts.tsx';
import type { DeviceFilter } from '../../client/resources.ts';
import kit from '../../kit/kit.module.css';
import { Status } from '../../kit/status.tsx';
import classes from './device-map.module.css';
import { squareAfter, standingOf, STANDINGS, type GroupShape, type MapGroup } from './map-plan.ts';
import { STANDING_LOOK } from './standing-look.ts';

interface GroupPanelProps {
  group: MapGroup;
  shape: GroupShape;
  hidden: number;
  /** Without groups the map is one panel, and its own heading says it all. */
  headed: boolean;
}

/** One site or group: its name, how its devices stand, and each of them. Drawn anew only when something in it changed. */
export const GroupPanel = memo(function GroupPanel({ group, shape, hidden, headed }: GroupPanelProps) {
  const { t, format } = useTexts();
  const heading = useId();
  const { id, items } = group;
  const name = id === null ? t('console.overview.inNoGroup') : group.name;
  const list = id !== null ? { deviceGroup: id } : headed ? ({ grouped: 'false' } as const) : {};
  return (
    <div className={classes['group']}>
      {headed ? <GroupHeading id={heading} name={name} list={list} group={group} /> : null}
      {shape === 'named' ? null : <Troubles devices={group.devices} />}
      {shape === 'counted' ? null : (
        <ul
          className={classes[shape]}
          onKeyDown={shape === 'dense' ? walkSquares : undefined}
          {...(headed ? { 'aria-labelledby': heading } : {})}
        >
          {items.map((device, index) => (
            <li key={device.id}>
              <DeviceTile device={device} dense={shape === 'dense'} first={index === 0} />
            </li>
          ))}
        </ul>
      )}
      {hidden === 0 ? null : (
        <Link to="/devices" search={list} className={`${kit['link']} ${classes['rest']}`}>
          {shape === 'counted'
            ? t('console.overview.allOf', { name })
            : t('console.overview.hidden', { count: hidden, number: format.number(hidden) })}
        </Link>
      )}
    </div>
  );
});

interface GroupHeadingProps {
  id: string;
  name: string;
  list: DeviceFilter;
  group: MapGroup;
}

function GroupHeading({ id, name, list, group: { site, devices } }: GroupHeadingProps) {
  const { t, format } = useTexts();
  const Glyph = site ? IconBuilding : IconStack2;
  return (
    <div className={classes['heading']}>
      <h3 id={id}>
        <Glyph size={17} stroke={1.7} aria-hidden />
        <Link to="/devices" search={list} className="break">
          {name}
        </Link>
        {site ? <span className="sr-only">{t('console.overview.site')}</span> : null}
      </h3>
      <span className={classes['online']}>
        {t('console.overview.onlineOf', { part: format.number(devices.online), total: format.number(devices.total) })}
      </span>
    </div>
  );
}

/** Where squares do not say it in words, and numbers stand for those not drawn. */
function Troubles({ devices }: Pick<MapGroup, 'devices'>) {
  const { t, format } = useTexts();
  const troubles = STANDINGS.filter((standing) => standing !== 'online' && devices[standing] > 0);
  if (troubles.length === 0) return null;
  return (
    <ul className={classes['troubles']}>
      {troubles.map((standing) => {
        const { icon, tone, word } = STANDING_LOOK[standing];
        return (
          <li key={standing}>
            <span className="tabular">{format.number(devices[standing])}</span>
            <Status tone={tone} icon={icon} word={t(word)} />
          </li>
        );
      })}
    </ul>
  );
}

/** A plain link: the map follows it. Of squares one is reached by Tab, the others by arrow keys. */
function DeviceTile({ device, dense, first }: { device: MapDevice; dense: boolean; first: boolean }) {
  const { t } = useTexts();
  const standing = standingOf(device);
  const { icon: Glyph, word } = STANDING_LOOK[standing];
  const linked = t('console.overview.linkOf', { name: device.name, state: t(word) });
  const label = device.alert ? `${linked}, ${t('console.overview.hasAlert')}` : linked;
  return (
    <a
      href={`/devices/${device.id}`}
      className={classes['tile']}
      data-device={device.id}
      data-standing={standing}
      data-label={label}
      aria-label={label}
      tabIndex={dense && !first ? -1 : undefined}
    >
      <Glyph size={15} stroke={2.4} aria-hidden />
      {dense ? null : <span className={classes['name']}>{device.name}</span>}
      {device.alert ? <IconBellFilled className={classes['bell']} size={dense ? 10 : 14} aria-hidden /> : null}
    </a>
  );
}

function walkSquares(event: KeyboardEvent<HTMLUListElement>): void {
  const squares = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const here = squares.findIndex((square) => square === document.activeElement);
  const top = squares[0]?.offsetTop;
  const columns = squares.findIndex(({ offsetTop }) => offsetTop !== top);
  const next = squareAfter(event.key, here, squares.length, columns < 0 ? squares.length : columns);
  if (here < 0 || next === undefined) return;
  event.preventDefault();
  squares[next]?.focus();
}
