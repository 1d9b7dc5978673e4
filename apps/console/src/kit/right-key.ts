import type { GrantedRight } from '@holdover/api';

type KeyOf<R extends GrantedRight> = R extends `${infer Of}:${infer Does}` ? `${Of}-${Does}` : never;

/** A colon in the key of a text would part it. */
export function rightKey(right: GrantedRight): KeyOf<GrantedRight> {
  return right.replace(':', '-') as KeyOf<GrantedRight>; // each has exactly one
}
