import { fromBase64Url, fromUtf8, present, toBase64Url, utf8, type UserSourceId } from '@holdover/kernel';
import { open, seal } from '@holdover/nodejs';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { UserSource } from './user-source.ts';

/** Invariant: opens for the source it was sealed for and no other. */
export function sealPassword(keys: Pick<ServerKeys, 'derive'>, id: UserSourceId, password: string): string {
  return toBase64Url(seal(sealingKey(keys), utf8(password), associated(id)));
}

/** Empty where there is none. @throws Fault of `open` in @holdover/nodejs */
export function passwordOf(
  keys: Pick<ServerKeys, 'derive'>,
  { id, passwordSealed }: Pick<UserSource, 'id' | 'passwordSealed'>,
): string {
  if (passwordSealed === null) return '';
  const { id: keyId, key } = sealingKey(keys);
  const sealed = present(fromBase64Url(passwordSealed), 'a sealed password');
  return fromUtf8(open((asked) => (asked === keyId ? key : undefined), sealed, associated(id)));
}

function sealingKey(keys: Pick<ServerKeys, 'derive'>) {
  return { id: 'user-source-1', key: keys.derive('holdover user source 1') };
}

const associated = (id: UserSourceId): Uint8Array => utf8(`password of ${id}`);
