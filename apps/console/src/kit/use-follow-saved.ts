import { useEffect, useRef } from 'react';

/** Somebody else saved: taken over unless this reader is in the middle of a change. */
export function useFollowSaved<T>(saved: T, changed: boolean, follow: (saved: T) => void): void {
  const busy = useRef(changed);
  busy.current = changed;
  const seen = useRef(saved);
  const take = useRef(follow);
  take.current = follow;
  useEffect(() => {
    if (seen.current === saved) return;
    seen.current = saved;
    if (!busy.current) take.current(saved);
  }, [saved]);
}
