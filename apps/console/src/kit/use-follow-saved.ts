import { useEffect, useRef, useState } from 'react';

/** What is stored, and whether the form differs from it. */
interface Standing<T> {
  readonly saved: T;
  readonly changed: boolean;
}

/**
 * `take` somebody else saved, and this reader has changed nothing: the form shows theirs · `overtaken` both have changed something ·
 * `keep` nothing of the kind.
 */
export function afterSaving<T>(was: Standing<T>, now: Standing<T>): 'take' | 'overtaken' | 'keep' {
  if (was.saved === now.saved) return 'keep';
  if (!was.changed) return 'take';
  // What this reader has just saved is what the form shows.
  return now.changed ? 'overtaken' : 'keep';
}

/**
 * Somebody else saved: taken over unless this reader is in the middle of a change.
 * @returns whether saving would undo what somebody else saved meanwhile
 */
export function useFollowSaved<T>(saved: T, changed: boolean, follow: (saved: T) => void): boolean {
  const was = useRef<Standing<T>>({ saved, changed });
  const take = useRef(follow);
  take.current = follow;
  const [overtaken, setOvertaken] = useState(false);
  useEffect(() => {
    const now = { saved, changed };
    const next = afterSaving(was.current, now);
    was.current = now;
    if (next === 'take') take.current(saved);
    if (next === 'overtaken') setOvertaken(true);
    else if (!changed) setOvertaken(false);
  }, [saved, changed]);
  return overtaken && changed;
}
