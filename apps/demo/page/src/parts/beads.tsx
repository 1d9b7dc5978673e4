import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** As many as one can tell apart; the number stands beside them. */
const STRUNG = 16;
const MOST_RUNNING = 24;

interface BeadsProps {
  /** Journal records the server has not acknowledged. */
  readonly waiting: number;
  readonly up: boolean;
}

/** Records that wait are strung on the devices' end; those the server has taken run along the cable, once. */
export function Beads({ waiting, up }: BeadsProps) {
  const running = useSignal<readonly number[]>([]);
  const before = useRef(waiting);
  const made = useRef(0);

  useEffect(() => {
    const taken = before.current - waiting;
    before.current = waiting;
    if (taken <= 0 || !up) return;
    const fresh = Array.from({ length: Math.min(MOST_RUNNING, taken) }, () => made.current++);
    running.value = [...running.value, ...fresh].slice(-MOST_RUNNING);
  }, [waiting, up]);

  const strung = Array.from({ length: Math.min(STRUNG, waiting) }, (_, place) => place);
  const first = running.value[0] ?? 0;
  return (
    <g class="beads">
      {strung.map((place) => (
        <circle key={`w${place}`} r="5.5" class="bead" style={{ offsetDistance: `${3 + place * 5}%` }} />
      ))}
      {running.value.map((bead) => (
        <circle
          key={`r${bead}`}
          r="5.5"
          class="bead bead--running"
          style={{ animationDelay: `${(bead - first) * 80}ms` }}
          onAnimationEnd={() => (running.value = running.value.filter((other) => other !== bead))}
        />
      ))}
    </g>
  );
}
