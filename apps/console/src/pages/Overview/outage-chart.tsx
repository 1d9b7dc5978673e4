import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { FloatingLabels } from './floating-label.tsx';
import classes from './outages.module.css';
import { ticksOf, type Lane, type LaneBar, type Span, type Tick } from './outage-lanes.ts';

/** Lanes before the reader asks for more. */
const FIRST = 8;
/** Of these at most: after that a table reads better. */
const MOST = 100;

/** A short outage is seen all the same, at the edge too (pixels). */
const LEAST_WIDTH = 3;

/** A lane a device, bars where it had no link. Readers hear each lane as a sentence; the table has each outage. */
export function OutageChart({ lanes, span }: { lanes: readonly Lane[]; span: Span }) {
  const { t, format } = useTexts();
  const [all, setAll] = useState(false);
  const shown = lanes.slice(0, all ? MOST : FIRST);
  const more = Math.min(lanes.length, MOST) - shown.length;
  const ticks = ticksOf(span, format.timeZone);
  return (
    <FloatingLabels>
      <ul className={classes['lanes']}>
        {shown.map((lane) => (
          <LaneRow key={lane.deviceId} lane={lane} ticks={ticks} />
        ))}
        <li className={classes['axis']} aria-hidden>
          <div>
            {ticks.map((tick) => (
              <span key={tick.at} style={{ insetInlineStart: `${tick.start * 100}%` }}>
                {(tick.unit === 'hour' ? format.clock : format.day)(new Date(tick.at).toISOString())}
              </span>
            ))}
          </div>
        </li>
      </ul>
      {more <= 0 ? null : (
        <Button variant="subtle" size="compact-sm" mt="xs" ms="-0.6rem" onClick={() => setAll(true)}>
          {t('console.outages.moreDevices', { count: more, number: format.number(more) })}
        </Button>
      )}
    </FloatingLabels>
  );
}

function LaneRow({ lane, ticks }: { lane: Lane; ticks: readonly Tick[] }) {
  const { t, format } = useTexts();
  const { deviceId, deviceName, bars, total, lastsSince } = lane;
  const told = t('console.outages.lane', {
    count: bars.length,
    number: format.number(bars.length),
    duration: format.duration(total),
  });
  return (
    <li className={classes['lane']}>
      <Link to="/devices/$id" params={{ id: deviceId }} className={`${kit['link']} ${classes['name']}`}>
        {deviceName}
      </Link>
      <span className={classes['total']}>
        {lastsSince === null ? null : <IconPlugConnectedX size={16} stroke={2} aria-hidden />}
        <span aria-hidden>{format.duration(total)}</span>
        <span className="sr-only">
          {told}
          {lastsSince === null ? null : `, ${t('console.outages.lastsSince', { when: format.dateTime(lastsSince) })}`}
        </span>
      </span>
      <div className={classes['track']} aria-hidden>
        {ticks.map((tick) => (
          <i key={tick.at} style={{ insetInlineStart: `${tick.start * 100}%` }} />
        ))}
        {bars.map((bar) => (
          <Bar key={bar.from} bar={bar} />
        ))}
      </div>
    </li>
  );
}

function Bar({ bar: { outage, start, width, lasted } }: { bar: LaneBar }) {
  const { t, format } = useTexts();
  const end = outage.until === null ? t('console.outages.lasts') : format.dateTime(outage.until);
  return (
    <b
      data-lasts={outage.until === null}
      data-label={`${format.dateTime(outage.from)} – ${end}\n${format.duration(lasted)}`}
      style={{
        insetInlineStart: `min(${start * 100}%, 100% - ${LEAST_WIDTH}px)`,
        width: `max(${width * 100}%, ${LEAST_WIDTH}px)`,
      }}
    />
  );
}
