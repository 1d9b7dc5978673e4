import { applyCardTransformation, parseCardTransformation } from '@holdover/offline-login';

/**
 * B9: the card number of what a reader gave, by the profile's steps; one form for a keyboard wedge and for PC/SC.
 * Undefined where the steps do not fit it: then it is nobody's card.
 * @param steps the profile's; null leaves the number as read
 */
export function readCard(given: string, steps: string | null): string | undefined {
  // Steps that only a newer server knows make no number anybody has.
  const parsed = steps === null ? ({ ok: true, transformation: [] } as const) : parseCardTransformation(steps);
  if (!parsed.ok) return undefined;
  const read = applyCardTransformation(parsed.transformation, given);
  return read.ok ? read.card : undefined;
}
