import { useEffect, useRef } from 'react';

/** Somebody else saved: taken over unless this reader is in the middle of a change. */
export function useFollowSaved<T>(saved: T, changed: boolean, follow: (saved: T) => void): void {
  // As it was against what was saved before: against what is new, every draft is changed.
  const wasChanged = useRef(changed);
  const seen = useRef(saved);
  const take = useRef(follow);
  take.current = follow;
  useEffect(() => {
    if (seen.current !== saved) {
      seen.current = saved;
      if (!wasChanged.current) take.current(saved);
    }
    wasChanged.current = changed;
  }, [saved, changed]);
}
