import { useEffect, useState } from 'react';

/** Below this people do not notice that they wait, in milliseconds; a spinner would only flicker. */
const NOTICED = 300;

/** Whether something has been going on for so long that it should be seen. */
export function useSlow(going: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!going) {
      setSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setSlow(true), NOTICED);
    return () => clearTimeout(timer);
  }, [going]);
  return going && slow;
}
