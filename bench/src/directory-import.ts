import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { getImport, importUsers, listUsers, type ApiClient } from '@holdover/api';
import { minutes } from '@holdover/kernel';
import { CARD_STRETCH, PIN_STRETCH, stretch, type StretchParameters } from '@holdover/nodejs';
import { waitUntil } from '@holdover/testbed/peers';
import { createKillableServer } from '../../tests/support/killable-server.ts';
import { atOnce } from './at-once.ts';
import type { BenchmarkOptions, Run, Series } from './benchmark.ts';
import { timed } from './interleave.ts';

interface Size {
  readonly users: number;
  readonly label: string;
  readonly aim: string;
  readonly hashing: { readonly pin: StretchParameters; readonly card: StretchParameters };
  readonly runs: number;
}

const CHEAP: StretchParameters = { memoryKiB: 64, passes: 1, lanes: 1 };

/** So many hashes keep the threads of the pool busy while each answer travels. */
const UNDER_WAY = 32;

/**
 * Users from CSV with a PIN and an ID card each, from the upload until all are stored, against the Argon2id work alone on all
 * cores; and what somebody who looks at the list meanwhile waits.
 */
export async function measureImport({ dir, quick }: Pick<BenchmarkOptions, 'dir' | 'quick'>): Promise<Series[]> {
  const cheap = { pin: CHEAP, card: CHEAP };
  const full = { pin: PIN_STRETCH, card: CARD_STRETCH };
  const sizes: readonly Size[] = [
    // Minutes long, and an average over thousands in itself.
    { users: quick ? 20 : 2_000, label: 'full cost', aim: 'ratio ≤ 1.2', hashing: full, runs: 1 },
    { users: quick ? 2_000 : 100_000, label: '64 KiB', aim: 'ratio ≤ 3', hashing: cheap, runs: quick ? 1 : 3 },
  ];
  const series: Series[] = [];
  for (const size of sizes) series.push(...(await measureSize(dir, size)));
  return series;
}

async function measureSize(dir: string, size: Size): Promise<Series[]> {
  const { users, label, aim, runs } = size;
  const csv = fileOf(users);
  const imports: Run[] = [];
  const waits: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const reference = await bareHashing(size);
    const { ours, wait } = await oneImport(join(dir, `${label.replace(' ', '-')}-${run}`), size, csv);
    imports.push({ ours, reference });
    waits.push({ ours: wait, reference: null });
  }
  return [
    { label: `import of ${users}, ${label}`, unit: 'ms', aim, runs: imports },
    { label: `GET /users meanwhile, worst of 20, ${label}`, unit: 'ms', aim: '≤ 250 ms', runs: waits },
  ];
}

/** The same secrets, nothing else. */
function bareHashing({ users, hashing }: Size): Promise<number> {
  const salt = new Uint8Array(16).fill(5);
  const secrets = Array.from({ length: users }, (_, n) => [
    { secret: pinOf(n), method: 'pin' as const },
    { secret: cardOf(n), method: 'card' as const },
  ]).flat();
  const lanes = hashing.pin.memoryKiB > CHEAP.memoryKiB ? availableParallelism() : UNDER_WAY;
  return timed(() =>
    atOnce(lanes, secrets, async ({ secret, method }) => {
      await stretch(secret, { method, salt, parameters: hashing[method] });
    }),
  );
}

async function oneImport(dir: string, { users, hashing }: Size, csv: string): Promise<{ ours: number; wait: number }> {
  const server = await createKillableServer({ dir, hashing });
  const child = await server.start();
  const looks = look(server.api);
  try {
    const ours = await timed(async () => {
      const { id } = await server.api.call(importUsers, { body: csv });
      await waitUntil(
        'the import to end',
        async () => {
          const { state, added } = await server.api.call(getImport, { params: { id } });
          return state === 'done' && added === users;
        },
        minutes(30),
      );
    });
    return { ours, wait: await looks.end() };
  } finally {
    await looks.end();
    await child.stop();
  }
}

const LOOK_EVERY_MS = 100;

/** Somebody who reads the list again and again. @returns the wait that one in twenty exceeds */
function look(api: ApiClient): { end(): Promise<number> } {
  const waits: number[] = [];
  let ending = false;
  const looking = (async () => {
    while (!ending) {
      waits.push(await timed(() => api.call(listUsers, { query: { limit: 50, q: 'person-1' } })));
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_EVERY_MS);
      });
    }
  })();
  return {
    end: async () => {
      ending = true;
      await looking;
      const sorted = waits.toSorted((a, b) => a - b);
      return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
    },
  };
}

function fileOf(users: number): string {
  const rows = Array.from(
    { length: users },
    (_, n) => `person-${n},Person number ${n},person-${n}@example.org,${pinOf(n)},${cardOf(n)}`,
  );
  return ['USERNAME,FULLNAME,EMAIL,PINS,CARDS', ...rows, ''].join('\n');
}

/** Ten digits: above every floor, and no constant step. */
const pinOf = (n: number): string => String(3_804_700_000 + 7_919 * n);
const cardOf = (n: number): string => `04A1B2C3${(0x10_0000 + n).toString(16).toUpperCase()}`;
