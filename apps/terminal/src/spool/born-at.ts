import { instant, present, type Id, type IdKind, type Instant } from '@holdover/kernel';

/** When an id was made: the first 48 bits of its UUIDv7 (RFC 9562 §5.7). */
export function bornAt(id: Id<IdKind>): Instant {
  const match = present(/_([0-9a-f]{8})-([0-9a-f]{4})-/.exec(id), 'the time in an id');
  return instant(Number.parseInt(`${match[1]}${match[2]}`, 16));
}
