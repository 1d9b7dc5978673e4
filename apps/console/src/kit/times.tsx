import { useEffect, useState } from 'react';
import { useTexts } from '../app/texts.tsx';
import { Hint } from './hint.tsx';

/** How often relative times move on, in milliseconds: they name minutes at the finest. */
const TICK = 20_000;

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** "2 minutes ago", with the exact time on hover and focus. */
export function RelativeTime({ at }: { at: string }) {
  const { format } = useTexts();
  const now = useNow();
  return (
    <Hint label={format.dateTime(at)}>
      <time dateTime={at} className="tabular nowrap">
        {format.relative(at, now)}
      </time>
    </Hint>
  );
}

/** `seconds` where several lie within a minute. */
export function ExactTime({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const { format } = useTexts();
  return (
    <time dateTime={at} className="tabular nowrap">
      {seconds ? format.moment(at) : format.dateTime(at)}
    </time>
  );
}
